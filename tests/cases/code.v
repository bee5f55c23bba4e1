451  local error in processing: temporary failure

decided  by nothing
4xx      temporary failure: Refused for now. The same command, unchanged, may
         work later; a queue tries again by itself. (RFC 5321 4.2.1)
x5x      mail system: The receiving mail system and what it does with this
         transfer. (RFC 5321 4.2.1)
451      local error in processing: Trouble inside the receiving server.
         Widely used for greylisting and throttling as well. May answer MAIL
         FROM, RCPT TO, DATA, the end of the data, BDAT, BURL, ATRN, SEND,
         SOML, SAML (obsolete). (RFC 5321 4.2.2)
also     cannot process ATRN now: Access data are out of reach for the moment.
         (RFC 2645 5.2.1)
also     IMAP server unavailable: To BURL: the server that holds the content
         did not answer. (RFC 4468 6)
also     DKIM key out of reach: With 4.7.5: the public key could not be looked
         up for now. (RFC 6376 6.3)
also     SPF check not possible now: With 4.7.24: DNS failed while the SPF
         record was read. (RFC 7208 8.6)

If you run the sending server:
  - Look at the words: greylisting, a scanner that fails, a full disk, DNS, or
    the receiving server's own rules.
  - Find the whole reply, all its lines, in the log: `grep QUEUE-ID
    /var/log/mail.log`, or `journalctl -g QUEUE-ID`.
  - Repeat it by hand: `swaks --server HOST --from SENDER --to RECIPIENT`. The
    command that is refused (MAIL, RCPT, end of data) tells what it is about.
  - Else ask postmaster@ the recipient's domain, with time, sending IP and
    both addresses. Do not drop the address on this alone.
  - Leave it in the queue, which retries by itself. A script without a queue
    must try again: after 30 minutes, then less often, for 4 to 5 days.

If you wrote the mail:
  - Tell the recipient by another way, and pass the whole reply on to whoever
    runs your mail server.
  - Nothing to do: the mail waits at your provider and is tried again, usually
    for up to 5 days.

If you run the answering server:
  - The fault is inside: see the log at that second for milter, rspamd, clamd,
    table or socket errors, and `df -h`.
  - Search your log for the client's IP at that minute, and make the rule that
    refused say why.
