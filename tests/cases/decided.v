452 4.2.2  mailbox full: temporary failure

words    <joe@a.example> mailbox, as of today, is Full
cause    mailbox-full: The address is right, but its mailbox has no room for
         this mail until its owner deletes something or gets more space.
fault    the recipient: the address or its owner
retry    waiting helps: a queue tries again by itself
decided  by the words (practice): mailbox ... is full
4xx      temporary failure: Refused for now. The same command, unchanged, may
         work later; a queue tries again by itself. (RFC 5321 4.2.1)
x5x      mail system: The receiving mail system and what it does with this
         transfer. (RFC 5321 4.2.1)
452      insufficient system storage: Disk or quota short for now; also the
         right code for too many recipients in one transaction (RFC 5321
         4.5.3.1.10). Its permanent brother is 552. May answer MAIL FROM, RCPT
         TO, the end of the data, BDAT, SEND, SOML, SAML (obsolete). (RFC 5321
         4.2.2)
also     no room for a mail of that size: The declared SIZE does not fit at
         present. (RFC 1870 6.1)
4.x.x    temporary failure: Nothing wrong with the mail as such; sent later it
         may get through. (RFC 3463 2)
x.2.x    mailbox: The mailbox itself, which is its owner's business. (RFC 3463
         3.3)
4.2.2    mailbox full: Over quota. Meant as temporary, yet paired with 552;
         both classes are common. (RFC 3463 3.3)

If you wrote the mail:
  - Tell the recipient by another way to make room. After a 4xx the mail is
    tried again for some days; after a 5xx send it again later.

If you run the sending server:
  - Keep the address, and leave a 4xx to the queue; a mailbox full for weeks
    is abandoned, drop it then. A big mail may just not fit: send a link.

If you run the answering server:
  - `doveadm quota get -u USER` shows use and limit; if wrong, `doveadm quota
    recalc -u USER`. Empty Trash and Junk, or raise the quota.
