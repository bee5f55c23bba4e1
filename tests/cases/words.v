550 5.1.1  no such mailbox: permanent failure

words    User unknown
cause    user-unknown: The domain is right, but nobody has this address there:
         mistyped, never made, or deleted.
fault    the recipient: the address or its owner
retry    waiting does not help
decided  by the words (practice): user ... unknown
note     Drop this address from your lists until its owner gives you a good
         one.
5xx      permanent failure: Refused. Sending the same again will not help;
         somebody must change something first. (RFC 5321 4.2.1)
x5x      mail system: The receiving mail system and what it does with this
         transfer. (RFC 5321 4.2.1)
550      mailbox unavailable: Refused for good: no such mailbox, no access, or
         policy. The commonest code and the vaguest; only the words or the
         status tell. May answer EHLO, HELO, MAIL FROM, RCPT TO, the end of
         the data, BDAT, VRFY, EXPN. (RFC 5321 4.2.2)
also     SPF fail: With 5.7.23 this host is not in the SPF record; with 5.7.24
         the record itself is broken. (RFC 7208 8.4)
also     no acceptable DKIM signature: With 5.7.20, 5.7.21 or 5.7.22. RFC 6376
         advises against it when nothing else is wrong. (RFC 6376 6.3)
also     DMARC policy: The From: domain asks for rejection and neither SPF nor
         DKIM speaks for it. No code of its own; mostly 5.7.1 or 5.7.26. (RFC
         9989)
also     sender's domain takes no mail: With 5.7.27: a null MX, so a bounce
         could not be returned. (RFC 7505 4.2)
also     refused by the user's filter: A Sieve script of the recipient
         rejected the mail. (RFC 5429 2.1.1)
also     no right to submit so: Submission: this login may not use that sender
         or recipient. (RFC 6409 6.1)
also     solicitation not wanted: The mail carries a Solicitation class that
         the recipient does not take. (RFC 3865 2.3)
also     ASCII sender required: With 5.6.7: a sender address in UTF-8 is not
         taken here. (RFC 6531 3.5)
also     priority too low: With 5.7.15: below the lowest priority that is
         taken. (RFC 6710 4.1)
also     mailbox changed hands: RRVS: with 5.7.17 to 5.7.19 the address has a
         new owner since the given date, or nobody can tell. (RFC 7293 5.1)
also     REQUIRETLS not possible: Stands in bounces only: no next hop keeps
         the promise of encryption, 5.7.30, or TLS failed, 5.7.10. (RFC 8689
         4.2.1)
also     ARC chain broken, experimental: With 5.7.29: a forwarder's seals do
         not validate. (RFC 8617 5.2.2)
also     submitter not allowed, obsolete: Sender ID check; the extension is
         historic. (RFC 4405 4.2)
5.x.x    permanent failure: Not likely to work if sent again unchanged. (RFC
         3463 2)
x.1.x    address: The sender's or the recipient's address: its form or whether
         it exists. (RFC 3463 3.2)
5.1.1    bad destination mailbox address: There is no such mailbox: what
         stands before the @ is not known there. (RFC 3463 3.2)

If you wrote the mail:
  - Check the address letter by letter. Mail programs complete old addresses
    by themselves: delete that entry, type it anew, or ask the person.

If you run the sending server:
  - After a 5xx drop the address from every list at once: dead addresses cost
    reputation. After a 4xx drop it if it still fails days later.
  - If every address of a domain fails, suspect routing: `dig +short MX
    DOMAIN`, and see that it is not in your own mydestination: `postconf
    mydestination`.

If you run the answering server:
  - If it should exist: `exim -bt ADDRESS`, `doveadm user ADDRESS`, `postmap
    -q ADDRESS MAP` with each of `postconf -x virtual_alias_maps`. Often
    `postmap` or `newaliases` was forgotten after an edit.
  - If Postfix says 450 instead of 550, it is address verification or
    soft_bounce: `postconf soft_bounce`.
