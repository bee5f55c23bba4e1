/*
 * check_phrase.c - what the words of a reply are folded to, which rows they
 * hold, and the cause that they name.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const char *
word_of(int cause)
{
	return (table_text(table_causes[cause].word));
}

/* Folding. */

static const struct fold {
	const char	*in, *out;
} folds[] = {
	{ "", "" },
	{ "Mailbox FULL", "mailbox full" },
	{ "  a \t\r\n b  ", "a b " },
	{ "User <jo@x.example> unknown", "user unknown" },
	{ "User jo@x.example unknown", "user unknown" },
	{ "User (jo@x.example) unknown.", "user unknown." },
	{ "<jo@x.example>: no such user", ": no such user" },
	{ "\"greylisted@x.example\" is full", "is full" },
	{ "user @ home", "user @ home" },
	{ "IP [192.0.2.1] blocked", "ip blocked" },
	{ "IP 192.0.2.1: blocked", "ip: blocked" },
	{ "answer 127.255.255.254", "answer 127.255.255.254" },
	{ "1.0.2.192.zen.x.example", "1.0.2.192.zen.x.example" },
	{ "that this 550-5.7.1 message is", "that this message is" },
	{ "first line 550 second line", "first line second line" },
	{ "limit of 10 MB", "limit of 10 mb" },
	{ "version 5.7.1.2 of", "version of" },
	{ "It doesn't, can't, DON'T", "it does not, cannot, do not" },
	{ "doesn\xe2\x80\x99t exist", "does not exist" },
	{ "bo\xc3\xaete pleine, gro\xc3\x9f, \xc5\xbc\xc3\xb3\xc5\x82ty",
	    "boite pleine, gros, zolty" },
	{ "\xe2\x80\x9c" "a\xe2\x80\x9d \xe2\x80\x93\xc2\xa0z", "\"a\" - z" },
	{ "\xe5\xad\x98 \x9d", "%e5%ad%98 %9d" },
	{ "Bo\xeete, gr\xfc" "n", "boite, grun" },
	{ "\xd0\x9d\xd0\xb5\xd0\xa2", "%d0%bd%d0%b5%d1%82" },
};

START_TEST(fold_row)
{
	const struct fold	*f = &folds[_i];
	struct phrase_text	 t;

	phrase_fold(slice_of(f->in), &t);
	ck_assert_msg(t.n == strlen(f->out) && memcmp(t.p, f->out, t.n) == 0,
	    "\"%s\" is folded to \"%.*s\"", f->in, (int)t.n, t.p);
}
END_TEST

/* The cause of a reply, whole as it would be given on the command line. */

static const struct example {
	int		 cause;
	const char	*text;
} examples[] = {
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 <jo@x.example>: Recipient address rejected: User unknown in "
	    "local recipient table" },
	{ CAUSE_USER_UNKNOWN,
	    "550-5.1.1 The email account that you tried to reach does not exist. "
	    "Please try double-checking the recipient's email address" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jo@x.example not "
	    "found by SMTP address lookup" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.4.1 Recipient address rejected: Access denied. "
	    "[DB5EUR01FT029.eop-EUR01.prod.protection.outlook.com]" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 Unrouteable address" },
	{ CAUSE_USER_UNKNOWN,
	    "511 sorry, no mailbox here by that name (#5.1.1 - chkuser)" },
	{ CAUSE_USER_UNKNOWN,
	    "550 sorry, no mailbox here by that name. (#5.7.17)" },
	{ CAUSE_USER_UNKNOWN,
	    "550 No Such User Here\"" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Unknown user" },
	{ CAUSE_USER_UNKNOWN,
	    "550 <jo@x.example> No such user here" },
	{ CAUSE_USER_UNKNOWN,
	    "550 #5.1.0 Address rejected jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 jo@x.example is not a valid mailbox" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 Mailbox <jo@x.example> does not exist" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Invalid recipient jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "553 sorry, this recipient is not in my validrcptto list (#5.7.1)" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.6 recipient no longer on server: jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 The user jo@x.example was not found" },
	{ CAUSE_USER_UNKNOWN,
	    "554 5.1.1 <jo@x.example>: Recipient address rejected: unknown user: "
	    "\"jo@x.example\"" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 unknown or illegal alias: jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 jo@x.example... We do not have a user by that name" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Requested action not taken: mailbox unavailable invalid user: "
	    "jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 cannot find your mailbox jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Recipient unknown - jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Account jo@x.example not found" },
	{ CAUSE_USER_UNKNOWN,
	    "550 That user does not live here" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 Addressee unknown, relay=[1.2.3.4]" },
	{ CAUSE_USER_UNKNOWN,
	    "554 Transaction failed, no such user" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 Email address not found" },
	{ CAUSE_USER_UNKNOWN,
	    "550 No user by that name here" },
	{ CAUSE_USER_UNKNOWN,
	    "451 4.1.1 <jo@x.example>: Recipient address rejected: unverified "
	    "address: unknown user: \"jo\"" },
	{ CAUSE_USER_UNKNOWN,
	    "553 5.3.0 <jo@x.example>... No such user here" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Das Postfach jo@x.example existiert nicht" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 Empf\xc3\xa4nger unbekannt" },
	{ CAUSE_USER_UNKNOWN,
	    "550 L'utilisateur jo@x.example est inconnu" },
	{ CAUSE_USER_UNKNOWN,
	    "550 El usuario jo@x.example no existe" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Destinat\xc3\xa1rio inexistente" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Adres e-mail nie istnieje" },
	{ CAUSE_USER_UNKNOWN,
	    "550 "
	    "\xd0\x9f\xd0\xbe\xd0\xbb\xd1\x8c\xd0\xb7\xd0\xbe\xd0\xb2\xd0\xb0\xd1\x82\xd0\xb5\xd0\xbb\xd1\x8c "
	    "\xd0\xbd\xd0\xb5 \xd0\xbd\xd0\xb0\xd0\xb9\xd0\xb4\xd0\xb5\xd0\xbd" },
	{ CAUSE_USER_UNKNOWN,
	    "550 "
	    "\xe8\xaf\xa5\xe7\x94\xa8\xe6\x88\xb7\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8" },
	{ CAUSE_BAD_ADDRESS,
	    "501 5.1.3 Bad recipient address syntax" },
	{ CAUSE_BAD_ADDRESS,
	    "553 5.1.3 The recipient address <jo@@x> is not a valid RFC-5321 "
	    "address" },
	{ CAUSE_BAD_ADDRESS,
	    "501 <jo@x..example>: malformed address: x..example may not follow <jo@" },
	{ CAUSE_BAD_ADDRESS,
	    "553 malformed address: jo@" },
	{ CAUSE_BAD_ADDRESS,
	    "550 That is an improper destination; give a domain" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 The email account that you tried to reach is over quota" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.2.2 <jo@x.example>: user is over quota" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 <jo@x.example> Mailbox is full / Blocks limit exceeded / "
	    "Inode limit exceeded" },
	{ CAUSE_MAILBOX_FULL,
	    "550 5.2.2 STOREDRV.Deliver; mailbox full. The following information "
	    "should help identify the cause" },
	{ CAUSE_MAILBOX_FULL,
	    "554 5.2.2 mailbox full; "
	    "STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded" },
	{ CAUSE_MAILBOX_FULL,
	    "422 The recipient's mailbox is over its storage limit" },
	{ CAUSE_MAILBOX_FULL,
	    "452 Mailbox size limit exceeded" },
	{ CAUSE_MAILBOX_FULL,
	    "550 Mailbox quota exceeded / Mailbox voll" },
	{ CAUSE_MAILBOX_FULL,
	    "552 #5.2.2 This message is larger than the current system limit or "
	    "the recipient's mailbox is full" },
	{ CAUSE_MAILBOX_FULL,
	    "552 Requested mail action aborted: exceeded storage allocation" },
	{ CAUSE_MAILBOX_FULL,
	    "550 5.7.1 <jo@x.example>: Recipient address rejected: Mailbox is "
	    "full, try again later" },
	{ CAUSE_MAILBOX_FULL,
	    "552 user has exceeded his disk space" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.1.1 jo@x.example mailbox full" },
	{ CAUSE_MAILBOX_FULL,
	    "550 La bo\xc3\xaete de r\xc3\xa9""ception du destinataire est pleine" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.2.2 La casilla de jo@x.example excedi\xc3\xb3 la cuota" },
	{ CAUSE_MAILBOX_FULL,
	    "450 4.2.2 "
	    "\xd0\x9f\xd0\xbe\xd1\x87\xd1\x82\xd0\xbe\xd0\xb2\xd1\x8b\xd0\xb9 "
	    "\xd1\x8f\xd1\x89\xd0\xb8\xd0\xba "
	    "\xd0\xbf\xd0\xb5\xd1\x80\xd0\xb5\xd0\xbf\xd0\xbe\xd0\xbb\xd0\xbd\xd0\xb5\xd0\xbd" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 The email account that you tried to reach is disabled" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 Mailbox disabled, not accepting messages" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 jo@x.example: inactive user" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 This account has been suspended" },
	{ CAUSE_MAILBOX_DISABLED,
	    "554 30 Sorry, your message to jo@x.example cannot be delivered. This "
	    "mailbox is disabled" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 This mailbox has been blocked due to inactivity" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 User account is expired" },
	{ CAUSE_MAILBOX_DISABLED,
	    "525 5.7.13 Disabled recipient address" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.7.1 <jo@x.example>: Recipient address rejected: Account has "
	    "been closed" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Mailbox is frozen. See https://help.x.example" },
	{ CAUSE_RECIPIENT_MOVED,
	    "551 User not local; please try <jo@y.example>" },
	{ CAUSE_RECIPIENT_MOVED,
	    "551 5.1.6 Recipient has moved, new address is jo@y.example" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; "
	    "authentication required; Delivery restriction check failed "
	    "because the sender was not authenticated when sending to this "
	    "group" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 You are not allowed to post to this mailing list" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "554 5.7.1 <list@x.example>: Recipient address rejected: only members "
	    "may post" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 This message has been blocked by the recipient" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 The recipient does not accept mail from your address" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.124 RESOLVER.RST.SenderNotInAllowedSendersList; sender not in "
	    "allowed-senders list" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 Mail to this address is restricted to internal senders" },
	{ CAUSE_RECIPIENT_RATE_LIMITED,
	    "450 4.2.1 The user you are trying to contact is receiving mail too "
	    "quickly" },
	{ CAUSE_RECIPIENT_RATE_LIMITED,
	    "450 4.7.1 jo@x.example has received too many messages, try again later" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 5.1.2 <jo@x.exmple>: Host unknown (Name server: x.exmple: host "
	    "not found)" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 5.4.310 DNS domain x.exmple does not exist "
	    "[Message=InfoDomainNonexistent]" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "Host or domain name not found. Name service error for name=x.exmple "
	    "type=AAAA: Host not found" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "553 5.1.2 Unknown recipient domain" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 5.1.2 <jo@x.exmple>: Recipient address rejected: Domain not found" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "Sorry, I couldn't find any host named x.exmple. (#5.1.2)" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "556 5.1.10 Recipient address has null MX" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "521 5.3.2 x.example does not accept mail" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "Domain x.example does not accept mail (nullMX)" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "550 no MX records for domain x.example" },
	{ CAUSE_DNS_FAILURE,
	    "451 4.4.3 Temporary lookup failure" },
	{ CAUSE_DNS_FAILURE,
	    "450 4.4.3 DNS lookup of x.example failed temporarily" },
	{ CAUSE_DNS_FAILURE,
	    "451 DNS temporary failure (#4.4.3)" },
	{ CAUSE_DNS_FAILURE,
	    "Host or domain name not found. Name service error for "
	    "name=mx.x.example type=A: Host not found, try again" },
	{ CAUSE_DNS_FAILURE,
	    "CNAME lookup failed temporarily. (#4.4.3)" },
	{ CAUSE_MAIL_LOOP,
	    "554 5.4.6 Too many hops 26 (25 max): from jo@x.example via mx" },
	{ CAUSE_MAIL_LOOP,
	    "550 Too many \"Received\" headers - suspected mail loop" },
	{ CAUSE_MAIL_LOOP,
	    "554 5.4.14 Hop count exceeded - possible mail loop" },
	{ CAUSE_MAIL_LOOP,
	    "mail for x.example loops back to myself" },
	{ CAUSE_RELAY_DENIED,
	    "554 5.7.1 <jo@x.example>: Relay access denied" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.1 Unable to relay" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain" },
	{ CAUSE_RELAY_DENIED,
	    "550 relay not permitted" },
	{ CAUSE_RELAY_DENIED,
	    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.64 TenantAttribution; Relay Access Denied" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.1 Relaying denied. IP name lookup failed [1.2.3.4]" },
	{ CAUSE_RELAY_DENIED,
	    "554 5.7.1 Relaying denied. Proper authentication required." },
	{ CAUSE_RELAY_DENIED,
	    "550 We do not relay for x.example" },
	{ CAUSE_RELAY_DENIED,
	    "530 Relaying not allowed - please use SMTP AUTH" },
	{ CAUSE_RELAY_DENIED,
	    "550 not local host x.example, not a gateway" },
	{ CAUSE_RELAY_DENIED,
	    "551 This is not a relay host" },
	{ CAUSE_CONNECTION_FAILED,
	    "connect to mx.x.example[192.0.2.1]:25: Connection refused" },
	{ CAUSE_CONNECTION_FAILED,
	    "421 4.4.2 mx.x.example Error: timeout exceeded" },
	{ CAUSE_CONNECTION_FAILED,
	    "421 4.4.1 Connection timed out" },
	{ CAUSE_CONNECTION_FAILED,
	    "lost connection with mx.x.example[192.0.2.1] while receiving the "
	    "initial server greeting" },
	{ CAUSE_CONNECTION_FAILED,
	    "Connected to 192.0.2.1 but connection died. (#4.4.2)" },
	{ CAUSE_CONNECTION_FAILED,
	    "421 SMTP timeout, closing transmission channel" },
	{ CAUSE_CONNECTION_FAILED,
	    "451 4.4.1 No answer from host" },
	{ CAUSE_CONNECTION_FAILED,
	    "[{LED=450 4.4.316 Connection refused [Message=Socket error code 10061]" },
	{ CAUSE_CONNECTION_FAILED,
	    "421 4.4.2 Connection dropped due to SocketError" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "550 4.4.7 QUEUE.Expired; message expired" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "I'm not going to try again; this message has been in the queue too "
	    "long." },
	{ CAUSE_DELIVERY_EXPIRED,
	    "retry timeout exceeded" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "Message could not be delivered for 5 days" },
	{ CAUSE_TLS_FAILURE,
	    "530 5.7.0 Must issue a STARTTLS command first" },
	{ CAUSE_TLS_FAILURE,
	    "454 4.7.0 TLS not available due to local problem" },
	{ CAUSE_TLS_FAILURE,
	    "TLS is required, but was not offered by host mx.x.example[192.0.2.1]" },
	{ CAUSE_TLS_FAILURE,
	    "Cannot start TLS: handshake failure" },
	{ CAUSE_TLS_FAILURE,
	    "550 5.7.10 Encryption required" },
	{ CAUSE_TLS_FAILURE,
	    "451 4.7.5 Remote certificate failed MTA-STS validation" },
	{ CAUSE_TLS_FAILURE,
	    "454 4.3.3 TLS not available: missing private key" },
	{ CAUSE_TLS_FAILURE,
	    "Server certificate not trusted" },
	{ CAUSE_GREYLISTED,
	    "450 4.2.0 <jo@x.example>: Recipient address rejected: Greylisted, see "
	    "http://postgrey.example/help" },
	{ CAUSE_GREYLISTED,
	    "451 4.7.1 Greylisting in action, please come back in 00:05:00" },
	{ CAUSE_GREYLISTED,
	    "451 Resources temporarily not available - please try again later "
	    "(greylist)" },
	{ CAUSE_GREYLISTED,
	    "450 you are being greylisted, try again in 300 seconds" },
	{ CAUSE_GREYLISTED,
	    "451 This is the first time I see you, please try again later" },
	{ CAUSE_GREYLISTED,
	    "450 4.7.1 Client host temporarily rejected: greylisted for 5 minutes" },
	{ CAUSE_GREYLISTED,
	    "451 4.7.1 Temporarily deferred, first contact. Please retry in 10 "
	    "minutes" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 Service not available, closing transmission channel" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 mx.x.example: Too much load; please try again later." },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "451 4.3.2 Please try again later" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "450 4.3.2 Service currently unavailable" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 4.3.0 Temporary System Problem. Try again later" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 server shutting down" },
	{ CAUSE_SYSTEM_FULL,
	    "452 4.3.1 Insufficient system storage" },
	{ CAUSE_SYSTEM_FULL,
	    "452 4.3.1 Insufficient system resources (UsedDiskSpace[/var])" },
	{ CAUSE_SYSTEM_FULL,
	    "452 Insufficient disk space; try again later" },
	{ CAUSE_SYSTEM_FULL,
	    "451 4.3.0 No space left on device" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 4.3.0 Error: queue file write error" },
	{ CAUSE_DNS_FAILURE,
	    "451 4.3.0 <jo@x.example>: Temporary lookup failure" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 Requested action aborted: local error in processing" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "451 Temporary local problem - please try later" },
	{ CAUSE_SYSTEM_ERROR,
	    "550 5.3.0 unknown mailer error 1" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 4.3.5 Server configuration error" },
	{ CAUSE_SYSTEM_ERROR,
	    "554 5.3.5 Local configuration error" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "451 4.7.1 Service unavailable - try again later" },
	{ CAUSE_SYSTEM_ERROR,
	    "Command died with status 1: \"/usr/bin/procmail\"" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 qq internal bug (#4.3.0)" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 qqt failure (#4.3.0)" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 unable to exec qq (#4.3.0)" },
	{ CAUSE_RATE_LIMITED,
	    "421 4.7.0 mx.x.example Error: too many connections from 192.0.2.1" },
	{ CAUSE_RATE_LIMITED,
	    "450 4.7.1 Error: too much mail from 192.0.2.1" },
	{ CAUSE_RATE_LIMITED,
	    "421 Too many concurrent SMTP connections; please try again later." },
	{ CAUSE_RATE_LIMITED,
	    "421 4.4.5 Too many connections from your host" },
	{ CAUSE_RATE_LIMITED,
	    "452 4.3.2 Connection rate limit exceeded." },
	{ CAUSE_RATE_LIMITED,
	    "451 4.7.1 Rate limit exceeded, try again in 1 hour" },
	{ CAUSE_RATE_LIMITED,
	    "450 4.7.0 You have exceeded the hourly sending quota" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 Domain x.example has exceeded the max emails per hour (200/200 "
	    "(100%)) allowed. Message discarded." },
	{ CAUSE_RATE_LIMITED,
	    "421 4.7.0 Throttled; slow down" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "452 4.5.3 Error: too many recipients" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "451 Only one recipient per message, please" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "452 too many recipients received this hour" },
	{ CAUSE_BLOCKLISTED,
	    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using "
	    "bl.x.example" },
	{ CAUSE_BLOCKLISTED,
	    "550 5.7.1 Your IP 192.0.2.1 is on our internal blacklist" },
	{ CAUSE_BLOCKLISTED,
	    "554 Your IP address 192.0.2.1 has been blocked due to spam activity" },
	{ CAUSE_BLOCKLISTED,
	    "550 5.7.606 Access denied, banned sending IP [192.0.2.1]" },
	{ CAUSE_BLOCKLISTED,
	    "554 5.7.1 <mx.y.example[192.0.2.1]>: Client host rejected: listed in "
	    "sbl.x.example" },
	{ CAUSE_BLOCKLISTED,
	    "550 Mail rejected: host 192.0.2.1 found in DNSBL" },
	{ CAUSE_BLOCKLISTED,
	    "571 Your mail server is on our block list" },
	{ CAUSE_BLOCKLISTED,
	    "550 Ihre IP-Adresse steht auf unserer Sperrliste" },
	{ CAUSE_BAD_REPUTATION,
	    "554 5.7.1 Your access to this mail system has been rejected due to "
	    "the sending MTA's poor reputation" },
	{ CAUSE_BAD_REPUTATION,
	    "421 4.7.0 Messages from 192.0.2.1 temporarily deferred due to user "
	    "complaints" },
	{ CAUSE_BAD_REPUTATION,
	    "550 SC-001 Unfortunately, messages from 192.0.2.1 weren't sent" },
	{ CAUSE_BAD_REPUTATION,
	    "450 4.7.1 Bad reputation of your network, try again later" },
	{ CAUSE_NO_REVERSE_DNS,
	    "450 4.7.25 Client host rejected: cannot find your hostname, "
	    "[192.0.2.1]" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 5.7.25 [192.0.2.1] The IP address sending this message does not "
	    "have a PTR record setup" },
	{ CAUSE_NO_REVERSE_DNS,
	    "554 5.7.1 Client host rejected: cannot find your reverse hostname, "
	    "[192.0.2.1]" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 Your server has no reverse DNS" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 5.7.1 Fix reverse DNS for 192.0.2.1" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 rDNS of 192.0.2.1 does not match" },
	{ CAUSE_NO_REVERSE_DNS,
	    "553 5.1.8 Your mail server has a generic rDNS" },
	{ CAUSE_BAD_HELO,
	    "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified "
	    "hostname" },
	{ CAUSE_BAD_HELO,
	    "550 HELO argument is not a valid hostname" },
	{ CAUSE_BAD_HELO,
	    "501 Syntactically invalid HELO argument(s)" },
	{ CAUSE_BAD_HELO,
	    "550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)" },
	{ CAUSE_BAD_HELO,
	    "554 5.7.1 You are not me: forged HELO" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.23 The message was rejected because of Sender Policy "
	    "Framework violation" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 SPF check failed: x.example does not designate 192.0.2.1 as "
	    "permitted sender" },
	{ CAUSE_SPF_FAIL,
	    "550 SPF: 192.0.2.1 is not allowed to send mail from x.example" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 <jo@x.example>: Recipient address rejected: Please see "
	    "http://www.openspf.net/Why?s=mfrom" },
	{ CAUSE_SPF_FAIL,
	    "554 5.7.1 Sender Policy Framework check failed" },
	{ CAUSE_SPF_FAIL,
	    "550 Message rejected because SPF fail" },
	{ CAUSE_DKIM_FAIL,
	    "550 5.7.20 No passing DKIM signature found" },
	{ CAUSE_DKIM_FAIL,
	    "554 5.7.1 DKIM signature invalid" },
	{ CAUSE_DKIM_FAIL,
	    "550 5.7.1 Message is not signed with DKIM" },
	{ CAUSE_DMARC_FAIL,
	    "550 5.7.1 Rejected due to the domain's DMARC policy p=reject" },
	{ CAUSE_DMARC_FAIL,
	    "554 5.7.1 DMARC failure for x.example" },
	{ CAUSE_DMARC_FAIL,
	    "550 5.7.509 Access denied, sending domain x.example does not pass "
	    "DMARC verification and has a DMARC policy of reject." },
	{ CAUSE_SENDER_UNAUTHENTICATED,
	    "550 5.7.26 Unauthenticated email is not accepted" },
	{ CAUSE_SENDER_UNAUTHENTICATED,
	    "550 5.7.1 Message rejected: looks spoofed" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.8 Username and Password not accepted" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6" },
	{ CAUSE_SMTP_AUTH,
	    "530 5.7.0 Authentication required" },
	{ CAUSE_SMTP_AUTH,
	    "530 5.7.57 Client not authenticated to send mail" },
	{ CAUSE_SMTP_AUTH,
	    "534 5.7.9 Application-specific password required" },
	{ CAUSE_SMTP_AUTH,
	    "535 Incorrect authentication data" },
	{ CAUSE_SMTP_AUTH,
	    "550 5.7.1 Client was not authenticated" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is "
	    "disabled for the Tenant" },
	{ CAUSE_SMTP_AUTH,
	    "503 AUTH command used when not advertised" },
	{ CAUSE_SMTP_AUTH,
	    "538 5.7.11 Encryption required for requested authentication mechanism" },
	{ CAUSE_SENDER_REJECTED,
	    "553 5.7.1 <jo@x.example>: Sender address rejected: not owned by user "
	    "jo" },
	{ CAUSE_SENDER_REJECTED,
	    "550 5.1.0 <jo@x.example>: Sender address rejected: User unknown in "
	    "virtual mailbox table" },
	{ CAUSE_SENDER_REJECTED,
	    "550 5.7.60 SMTP; Client does not have permissions to send as this "
	    "sender" },
	{ CAUSE_SENDER_REJECTED,
	    "550 Sender verify failed" },
	{ CAUSE_SENDER_REJECTED,
	    "550-Verification failed for <jo@x.example> 550 Sender verify failed" },
	{ CAUSE_SENDER_REJECTED,
	    "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)" },
	{ CAUSE_SENDER_REJECTED,
	    "550 5.7.1 Sender blocked" },
	{ CAUSE_SENDER_REJECTED,
	    "550 5.1.7 Invalid sender address" },
	{ CAUSE_SENDER_REJECTED,
	    "550 Envelope sender is not accepted here" },
	{ CAUSE_SENDER_REJECTED,
	    "554 No. Your sender address is blacklisted on this host" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "554 The domain of your sender has no mail exchanger" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "450 4.1.8 <jo@x.exmple>: Sender address rejected: Domain not found" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "553 5.1.8 <jo@x.exmple>... Domain of sender address jo@x.exmple does "
	    "not exist" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "501 5.1.8 Sender domain must exist" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 Sender's domain has no MX or A record" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "512 5.1.8 Sender domain x.exmple could not be resolved" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 5.1.8 Access denied, bad outbound sender" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 5.7.705 Access denied, tenant has exceeded threshold" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "Address is on the suppression list for your account" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 Your account has been disabled for sending, contact support" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "554 Message rejected: Email address is not verified." },
	{ CAUSE_SPAM_CONTENT,
	    "550 5.7.1 Message contains spam or virus or sender is blocked" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Spam message rejected" },
	{ CAUSE_SPAM_CONTENT,
	    "550 High probability of spam" },
	{ CAUSE_SPAM_CONTENT,
	    "550 This message was classified as SPAM and may not be delivered" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Message rejected as spam by Content Filtering" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Rejected by content scanner: spam score 15.2" },
	{ CAUSE_CONTENT_REJECTED,
	    "571 5.7.1 Message rejected because of unacceptable content. Looks "
	    "like UBE" },
	{ CAUSE_SPAM_CONTENT,
	    "550 5.7.1 Blocked by SpamAssassin" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Gtube pattern" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Nachricht wurde als Spam eingestuft" },
	{ CAUSE_VIRUS_DETECTED,
	    "550 Message contains a virus (Eicar-Test-Signature)" },
	{ CAUSE_VIRUS_DETECTED,
	    "554 5.7.1 INFECTED: Win.Trojan.Agent" },
	{ CAUSE_VIRUS_DETECTED,
	    "550 This message contains malware (Heuristics.Phishing)" },
	{ CAUSE_VIRUS_DETECTED,
	    "552 5.2.0 virus found, message rejected" },
	{ CAUSE_CONTENT_REJECTED,
	    "552 5.7.0 This message was blocked because its content presents a "
	    "potential security issue" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 5.7.1 Message content rejected" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 5.7.1 Message contains banned attachment .exe" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 Executable attachments are not accepted here" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 5.7.1 Blocked: file type not allowed: invoice.docm" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 5.6.1 Body type not supported by remote host" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 5.3.4 Message size exceeds fixed limit" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 5.3.4 Error: message file too big" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "523 the message is too big for us" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "550 5.3.4 ROUTING.SizeLimit; message size exceeds fixed maximum size "
	    "for route" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 sorry, that message size exceeds my databytes limit (#5.3.4)" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 Message exceeds the maximum permitted size" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 Nachricht zu gro\xc3\x9f" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.6.0 Message header contains illegal character" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 5.6.0 Message contains bare LF" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 Your message does not conform to RFC2822 standard" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.7.1 Message missing a From: header" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 header syntax" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 maximum allowed line length is 998 octets, got 1203" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "451 See http://pobox.com/~djb/docs/smtplf.html." },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 5.6.3 Conversion required but not supported" },
	{ CAUSE_POLICY_REJECTED,
	    "554 5.7.1 <mx.y.example[192.0.2.1]>: Access denied" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 Message rejected due to local policy" },
	{ CAUSE_POLICY_REJECTED,
	    "550 Administrative prohibition" },
	{ CAUSE_POLICY_REJECTED,
	    "554 5.7.1 Command rejected" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 Delivery not authorized, message refused" },
	{ CAUSE_POLICY_REJECTED,
	    "554 5.7.1 You are not welcome here" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by "
	    "organization policy" },
	{ CAUSE_PROTOCOL_ERROR,
	    "500 5.5.1 Command unrecognized: \"XYZZY\"" },
	{ CAUSE_PROTOCOL_ERROR,
	    "503 5.5.1 Bad sequence of commands" },
	{ CAUSE_PROTOCOL_ERROR,
	    "554 SMTP synchronization error" },
	{ CAUSE_PROTOCOL_ERROR,
	    "503 sender not yet given" },
	{ CAUSE_PROTOCOL_ERROR,
	    "554 5.5.0 Error: SMTP protocol violation, see RFC 2920" },
	{ CAUSE_PROTOCOL_ERROR,
	    "502 5.5.2 Error: command not recognized" },
	{ CAUSE_PROTOCOL_ERROR,
	    "501 Syntax error in parameters or arguments" },
	{ CAUSE_PROTOCOL_ERROR,
	    "503 valid RCPT command must precede DATA" },
	{ CAUSE_PROTOCOL_ERROR,
	    "503 5.5.1 Error: nested MAIL command" },
	{ CAUSE_UNKNOWN,
	    "554 Transaction failed" },
	{ CAUSE_UNKNOWN,
	    "550 Requested action not taken" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "554 5.0.0 Service unavailable" },
	/* The same in other words. */
	{ CAUSE_BAD_ADDRESS,
	    "553 5.1.3 Invalid address format" },
	{ CAUSE_BAD_ADDRESS,
	    "501 5.1.3 Syntax error in mailbox address \"jo..doe@x.example\"" },
	{ CAUSE_BAD_ADDRESS,
	    "553 5.1.3 <jo>... User address required" },
	{ CAUSE_BAD_HELO,
	    "550 5.7.1 The HELO for this IP was bad. It was a generic name" },
	{ CAUSE_BAD_HELO,
	    "550 EHLO/HELO must contain a FQDN" },
	{ CAUSE_BAD_HELO,
	    "550 You said HELO as my own name" },
	{ CAUSE_BAD_HELO,
	    "550 5.7.1 Rejected: HELO hostname is an IP address" },
	{ CAUSE_BAD_HELO,
	    "504 need fully-qualified hostname" },
	{ CAUSE_BAD_HELO,
	    "550 Faked HELO" },
	{ CAUSE_BAD_HELO,
	    "554 5.7.1 <x>: Helo command rejected: Invalid name" },
	{ CAUSE_BAD_HELO,
	    "550 Bad EHLO" },
	{ CAUSE_BAD_REPUTATION,
	    "554-mx.x.example Your access to this mail system has been "
	    "rejected due to the sending MTA's poor reputation. If you "
	    "believe that this failure is in error, please contact the "
	    "intended recipient via alternate means." },
	{ CAUSE_BAD_REPUTATION,
	    "421 Deferred: sending IP has bad karma" },
	{ CAUSE_BAD_REPUTATION,
	    "550 5.7.0 Your sender score is too low" },
	{ CAUSE_BAD_REPUTATION,
	    "550 5.7.1 Your email was rejected due to low sender reputation" },
	{ CAUSE_BAD_REPUTATION,
	    "421 4.7.0 reputation of your IP is too low; temporarily deferred" },
	{ CAUSE_BAD_REPUTATION,
	    "550 5.7.1 Message blocked due to poor reputation of the sender "
	    "IP" },
	{ CAUSE_BAD_REPUTATION,
	    "451 4.7.1 Your IP has too many complaints" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 sender domain has no MX record" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "451 4.1.8 Domain of sender address jo@x.exmple does not resolve" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "553 sorry, your domain doesn't exist (#5.1.8)" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 unresolvable domain in MAIL FROM" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 5.1.8 Sender domain does not resolve" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 Invalid sender domain" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "451 could not resolve domain of envelope sender" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "450 4.1.8 cannot resolve sender domain" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "553 Domain of sender jo@x.exmple invalid" },
	{ CAUSE_BLOCKLISTED,
	    "550 5.7.1 Rejected: 192.0.2.1 is listed at black.x.example" },
	{ CAUSE_BLOCKLISTED,
	    "554 5.7.1 Your host is in our local blacklist. Contact "
	    "postmaster" },
	{ CAUSE_BLOCKLISTED,
	    "554 5.7.1 You have been blocked by our firewall: IP 192.0.2.1 "
	    "is on a DROP list" },
	{ CAUSE_BLOCKLISTED,
	    "550 we don't accept mail from residential IP ranges" },
	{ CAUSE_BLOCKLISTED,
	    "554 permanently rejected: your network is banned" },
	{ CAUSE_BLOCKLISTED,
	    "550 This host is blacklisted. Ask for delisting at x.example" },
	{ CAUSE_BLOCKLISTED,
	    "550 5.7.1 Service unavailable; client [192.0.2.1] blocked using "
	    "policy-weight" },
	{ CAUSE_BLOCKLISTED,
	    "554 5.7.1 ACL dns_rbl; Client host [192.0.2.1] blocked" },
	{ CAUSE_BLOCKLISTED,
	    "550-Your IP address (192.0.2.1) is blacklisted by our system" },
	{ CAUSE_BLOCKLISTED,
	    "550 Blacklisted sender IP" },
	{ CAUSE_BLOCKLISTED,
	    "553 Dynamic pool 192.0.2.1." },
	{ CAUSE_BLOCKLISTED,
	    "550 5.7.1 Connection from 192.0.2.1 refused: on blocklist" },
	{ CAUSE_BLOCKLISTED,
	    "550 5.7.1 Blocked by Barracuda Reputation" },
	{ CAUSE_BLOCKLISTED,
	    "554 Email from 192.0.2.1 is currently blocked by our systems" },
	{ CAUSE_BLOCKLISTED,
	    "553 5.7.1 IP address 192.0.2.1 denied access: see our blocklist" },
	{ CAUSE_BLOCKLISTED,
	    "550 Your IP is in the SpamEatingMonkey list" },
	{ CAUSE_BLOCKLISTED,
	    "421 4.7.1 Access denied: your IP is on UCEPROTECT level 2" },
	{ CAUSE_BLOCKLISTED,
	    "550 Access denied, IP 192.0.2.1 has a poor record. listed" },
	{ CAUSE_BLOCKLISTED,
	    "554 Sorry, your IP was found in our spammer database" },
	{ CAUSE_BLOCKLISTED,
	    "550 mail from 192.0.2.1 rejected: DNSBL" },
	{ CAUSE_CONNECTION_FAILED,
	    "Network error: Connection reset by peer" },
	{ CAUSE_CONNECTION_FAILED,
	    "the remote server did not respond within the time limit" },
	{ CAUSE_CONNECTION_FAILED,
	    "deferred: 421 4.4.0 [internal] no MXs for this domain could be "
	    "reached at this time" },
	{ CAUSE_CONNECTION_FAILED,
	    "Failed to connect. Winsock error code: 10060" },
	{ CAUSE_CONNECTION_FAILED,
	    "451 4.4.0 Primary target IP address responded with: \"421 4.2.1 "
	    "Unable to connect.\" Attempted failover" },
	{ CAUSE_CONNECTION_FAILED,
	    "delivery temporarily suspended: connect to "
	    "mx.x.example[2001:db8::1]:25: Network is unreachable" },
	{ CAUSE_CONNECTION_FAILED,
	    "The recipient server did not accept our requests to connect." },
	{ CAUSE_CONNECTION_FAILED,
	    "timeout while waiting for server greeting" },
	{ CAUSE_CONNECTION_FAILED,
	    "Connection to x.example closed by remote host" },
	{ CAUSE_CONNECTION_FAILED,
	    "TCP connection failure: Connection timed out" },
	{ CAUSE_CONNECTION_FAILED,
	    "read timed out" },
	{ CAUSE_CONNECTION_FAILED,
	    "421 timeout" },
	{ CAUSE_CONNECTION_FAILED,
	    "no response from server" },
	{ CAUSE_CONNECTION_FAILED,
	    "connection closed unexpectedly" },
	{ CAUSE_CONNECTION_FAILED,
	    "dial tcp 192.0.2.1:25: i/o timeout" },
	{ CAUSE_CONNECTION_FAILED,
	    "dial tcp 192.0.2.1:25: connect: connection refused" },
	{ CAUSE_CONNECTION_FAILED,
	    "socket hang up" },
	{ CAUSE_CONNECTION_FAILED,
	    "Connection was dropped by remote host" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 attachment with forbidden extension .scr" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 5.7.1 The attached file type is blocked by policy" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 Subject line contains forbidden words" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 5.7.0 Reject, id=12345-06 - BANNED: .exe" },
	{ CAUSE_CONTENT_REJECTED,
	    "552 Attachment type not allowed" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 This message contains a link to a forbidden site" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 Unauthorized content type" },
	{ CAUSE_CONTENT_REJECTED,
	    "552 5.7.0 Our system detected an illegal attachment on your "
	    "message" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 5.7.1 Message blocked: attachment of type .js" },
	{ CAUSE_CONTENT_REJECTED,
	    "550 Your mail contains a forbidden link" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "554 5.4.7 [internal] exceeded max time without delivery" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "Delivery attempts will no longer be made: message expired after "
	    "72 hours" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "Message expired for too long in queue" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "Delivery has timed out after 48 hours" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "Giving up after 5 days" },
	{ CAUSE_DELIVERY_EXPIRED,
	    "maximum delivery time exceeded" },
	{ CAUSE_DKIM_FAIL,
	    "550 5.7.7 Message failed DKIM verification" },
	{ CAUSE_DKIM_FAIL,
	    "550 DKIM: body hash did not verify" },
	{ CAUSE_DKIM_FAIL,
	    "550 5.7.1 DKIM policy requires valid signature" },
	{ CAUSE_DKIM_FAIL,
	    "550 5.7.20 DKIM authentication failed" },
	{ CAUSE_DKIM_FAIL,
	    "554 Message lacks DKIM signature" },
	{ CAUSE_DMARC_FAIL,
	    "550 5.7.1 Email rejected per DMARC policy for x.example" },
	{ CAUSE_DMARC_FAIL,
	    "554 5.7.5 Message not accepted because of the sender domain's "
	    "DMARC" },
	{ CAUSE_DMARC_FAIL,
	    "550 5.7.1 (DMARC) x.example policy is to reject this mail" },
	{ CAUSE_DMARC_FAIL,
	    "550 5.7.1 DMARC validation failed" },
	{ CAUSE_DMARC_FAIL,
	    "554 5.7.1 Quarantined by DMARC" },
	{ CAUSE_DNS_FAILURE,
	    "451 4.4.0 DNS query failed [Message=ServerFailure]" },
	{ CAUSE_DNS_FAILURE,
	    "450 4.1.2 <jo@x.example>: Recipient address rejected: Domain "
	    "lookup timed out" },
	{ CAUSE_DNS_FAILURE,
	    "DNS server failure for domain x.example" },
	{ CAUSE_DNS_FAILURE,
	    "host lookup did not complete" },
	{ CAUSE_DNS_FAILURE,
	    "DNS Error: 1234 DNS type 'mx' lookup of x.example responded "
	    "with code SERVFAIL" },
	{ CAUSE_DNS_FAILURE,
	    "451 4.4.3 unable to verify domain: SERVFAIL" },
	{ CAUSE_DNS_FAILURE,
	    "lookup x.example on 192.0.2.53:53: server misbehaving" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 5.1.2 Bad destination host 'DNS Hard Error looking up "
	    "x.exmple (MX): NXDomain'" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 Domain x.exmple does not exist" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "Domain not found (MX)" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "5.4.4 Unable to route: invalid domain" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "unrouteable mail domain \"x.exmple\"" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 5.1.2 Host not found" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "DNS Error: Domain name not found" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "NXDOMAIN for x.exmple" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "lookup x.exmple: no such host" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "getaddrinfo: Name or service not known" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "Bad destination domain" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 Host unknown" },
	{ CAUSE_GREYLISTED,
	    "451 4.7.1 Sorry, I'm greylisting you, come back in 10 minutes" },
	{ CAUSE_GREYLISTED,
	    "450 4.7.1 Recipient address rejected: Policy restrictions; try "
	    "later (greylist)" },
	{ CAUSE_GREYLISTED,
	    "451 4.7.1 Greylisted, please try again after 300 seconds" },
	{ CAUSE_GREYLISTED,
	    "451 4.7.1 Try again later (greylisting)" },
	{ CAUSE_GREYLISTED,
	    "450 4.7.1 Please try again in 5 minutes, greylisting active" },
	{ CAUSE_GREYLISTED,
	    "451 Temporarily rejected by greylisting" },
	{ CAUSE_GREYLISTED,
	    "450 Your mail has been greylisted. Try in 180 seconds" },
	{ CAUSE_MAIL_LOOP,
	    "554 5.4.12 SMTP; Hop count exceeded - possible mail loop "
	    "detected on message id" },
	{ CAUSE_MAIL_LOOP,
	    "552 Message is looping" },
	{ CAUSE_MAIL_LOOP,
	    "550 5.4.6 Routing loop detected: myself" },
	{ CAUSE_MAIL_LOOP,
	    "554 5.4.6 message loop: Received header count exceeded" },
	{ CAUSE_MAIL_LOOP,
	    "delivery loop detected" },
	{ CAUSE_MAIL_LOOP,
	    "550 mail loop detected" },
	{ CAUSE_MAIL_LOOP,
	    "554 Too many received headers" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 This mailbox is no longer in use" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Your message cannot be delivered: recipient's account is "
	    "locked" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 this user account has been deleted" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Mailbox not activated yet" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Account temporarily disabled" },
	{ CAUSE_MAILBOX_DISABLED,
	    "554 The mailbox was deactivated for non payment" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Ce compte a \xc3\xa9t\xc3\xa9 d\xc3\xa9sactiv\xc3\xa9" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 <jo@x.example>: Recipient address rejected: Mailbox "
	    "disabled" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Account not active" },
	{ CAUSE_MAILBOX_DISABLED,
	    "553 This account has been discontinued" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 User is on leave and mailbox is deactivated" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 account expired" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Domain x.example is suspended" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.2.1 Email account disabled by administrator" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 5.7.1 Inactive mailbox" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 user jo@x.example has been terminated" },
	{ CAUSE_MAILBOX_DISABLED,
	    "451 4.2.1 Mailbox is locked by another process" },
	{ CAUSE_MAILBOX_DISABLED,
	    "450 4.2.1 mailbox temporarily disabled: jo@x.example" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.7.0 Mailbox quota usage exceeded" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 Over quota" },
	{ CAUSE_MAILBOX_FULL,
	    "554 5.2.2 Insufficient mail storage space in mailbox" },
	{ CAUSE_MAILBOX_FULL,
	    "550 Mailbox has reached its storage limit" },
	{ CAUSE_MAILBOX_FULL,
	    "452 <jo@x.example> is over the allowed storage limit" },
	{ CAUSE_MAILBOX_FULL,
	    "554 mail box is full" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.2.2 jo@x.example: mailbox has no free space" },
	{ CAUSE_MAILBOX_FULL,
	    "450 jo@x.example mailbox temporarily full" },
	{ CAUSE_MAILBOX_FULL,
	    "550 Benutzer hat die zul\xc3\xa4ssige Speicherplatzgrenze "
	    "\xc3\xbc""berschritten" },
	{ CAUSE_MAILBOX_FULL,
	    "552 Caixa postal cheia" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 Skrzynka odbiorcy jest przepe\xc5\x82niona" },
	{ CAUSE_MAILBOX_FULL,
	    "can't create user output file: Disk quota exceeded" },
	{ CAUSE_MAILBOX_FULL,
	    "LMTP error: 552 5.2.2 <jo> Quota exceeded (mailbox for user is "
	    "full)" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 Over quota: mailbox of <jo@x.example> is 102% full" },
	{ CAUSE_MAILBOX_FULL,
	    "554 5.2.2 Quota exceeded" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.2.2 Message would exceed quota for <jo@x.example>" },
	{ CAUSE_MAILBOX_FULL,
	    "422 user's mailbox has exceeded storage allocation" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 User inbox over limit" },
	{ CAUSE_MAILBOX_FULL,
	    "451 4.2.2 account jo@x.example is full" },
	{ CAUSE_MAILBOX_FULL,
	    "452 4.2.2 The recipient's mailbox is currently over its storage "
	    "quota" },
	{ CAUSE_MAILBOX_FULL,
	    "552 Recipient over quota" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.2.2 Recipient's mailbox has exceeded its limit" },
	{ CAUSE_MAILBOX_FULL,
	    "550 mailbox for jo@x.example is full" },
	{ CAUSE_MAILBOX_FULL,
	    "Delivery failed: user quota reached" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.6.0 Lone CR or LF in body (see RFC2822 section 2.3)" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 5.6.0 Invalid MIME Content" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains "
	    "bare linefeeds" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 Message must have a valid From header" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 too many headers" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 no valid Date: header" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 5.6.0 Reject, id=12345-06 - BAD_HEADER" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.7.1 Messages without a To: or Cc: header are not accepted" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 5.6.0 invalid character in header" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.6.0 Message contains NULL characters" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 Improper use of 8-bit data" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 5.6.0 Missing Message-ID" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 5.6.0 Bad header: duplicate From" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "550 Header From is missing" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 5.3.4 Message exceeds 20MB limit" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 Size limit for mail exceeded" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for "
	    "this recipient" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 Der Anhang ist zu gro\xc3\x9f" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "554 max. message size exceeded" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 5.3.4 maximum message size exceeded" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 message size 31457280 exceeds maximum 10485760" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "554 5.3.4 Your message is too large to send" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 Too much mail data" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 5.2.3 Data size exceeds maximum permitted" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 5.3.4 Message too big" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 message exceeds size limit" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "554 Message exceeds maximum size of 25 MB" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "550 5.1.10 The recipient's domain does not accept email" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "550 5.1.2 domain has no mail exchangers" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "Domain x.example has no valid MX" },
	{ CAUSE_NO_MAIL_SERVICE,
	    "550 This domain does not accept mail" },
	{ CAUSE_NO_REVERSE_DNS,
	    "554 5.7.1 No PTR record found for 192.0.2.1" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 Access denied: unresolvable client hostname" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 Forward confirmed reverse DNS failed" },
	{ CAUSE_NO_REVERSE_DNS,
	    "553 Client hostname does not match its IP address" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 5.7.1 reverse DNS lookup failed for 192.0.2.1" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 IP address has no PTR" },
	{ CAUSE_NO_REVERSE_DNS,
	    "450 4.7.1 Client host rejected: cannot find your reverse "
	    "hostname" },
	{ CAUSE_NO_REVERSE_DNS,
	    "521 Your host name is not resolvable" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 Dynamic/generic hostnames are not accepted here" },
	{ CAUSE_NO_REVERSE_DNS,
	    "450 4.7.1 Unable to resolve the reverse DNS of 192.0.2.1" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 Missing PTR" },
	{ CAUSE_NO_REVERSE_DNS,
	    "554 5.7.1 Invalid rDNS record" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 rejected by administrator" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 Mail refused" },
	{ CAUSE_POLICY_REJECTED,
	    "554 5.7.1 Service refused by rule" },
	{ CAUSE_POLICY_REJECTED,
	    "550 Blocked by our mail policy" },
	{ CAUSE_POLICY_REJECTED,
	    "571 Delivery not authorized" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 Your message violates our acceptable use policy" },
	{ CAUSE_POLICY_REJECTED,
	    "554 5.7.1 Unauthorized" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 rejected by custom rule" },
	{ CAUSE_POLICY_REJECTED,
	    "550 Message rejected. Please contact the administrator" },
	{ CAUSE_POLICY_REJECTED,
	    "550 5.7.1 Message rejected per policy" },
	{ CAUSE_POLICY_REJECTED,
	    "554 5.7.1 refused. see policy at https://x.example" },
	{ CAUSE_POLICY_REJECTED,
	    "550 not accepted" },
	{ CAUSE_PROTOCOL_ERROR,
	    "501 5.5.4 Invalid arguments" },
	{ CAUSE_PROTOCOL_ERROR,
	    "503 Error: need MAIL command first" },
	{ CAUSE_PROTOCOL_ERROR,
	    "550 5.5.1 Pipelining without permission" },
	{ CAUSE_PROTOCOL_ERROR,
	    "502 VRFY command is disabled" },
	{ CAUSE_PROTOCOL_ERROR,
	    "550 5.5.1 Protocol error" },
	{ CAUSE_PROTOCOL_ERROR,
	    "521 5.5.1 Protocol error" },
	{ CAUSE_PROTOCOL_ERROR,
	    "500 unrecognized command" },
	{ CAUSE_PROTOCOL_ERROR,
	    "503 MAIL first" },
	{ CAUSE_PROTOCOL_ERROR,
	    "554 Improper command pipelining" },
	{ CAUSE_RATE_LIMITED,
	    "421 4.7.1 Intrusion prevention active for [192.0.2.1]: too many "
	    "failures" },
	{ CAUSE_RATE_LIMITED,
	    "421 #4.4.5 Too many TLS sessions at this time" },
	{ CAUSE_RATE_LIMITED,
	    "452 Too many emails sent on this session" },
	{ CAUSE_RATE_LIMITED,
	    "550 5.7.1 Sending rate exceeded" },
	{ CAUSE_RATE_LIMITED,
	    "421 Too many bad recipients, closing connection" },
	{ CAUSE_RATE_LIMITED,
	    "454 Throttling failure: Maximum sending rate exceeded." },
	{ CAUSE_RATE_LIMITED,
	    "550 Message rate limit reached for this sender" },
	{ CAUSE_RATE_LIMITED,
	    "421 4.7.0 [GL] too many messages from your IP, slow down" },
	{ CAUSE_RATE_LIMITED,
	    "450 4.7.1 <jo@x.example>: Sender address rejected: Policy: too "
	    "many messages in last hour" },
	{ CAUSE_RATE_LIMITED,
	    "421 Maximum connections reached" },
	{ CAUSE_RATE_LIMITED,
	    "421 4.3.2 Message submission rate for this client has exceeded "
	    "the configured limit" },
	{ CAUSE_RATE_LIMITED,
	    "452 4.5.3 Connection throttled" },
	{ CAUSE_RATE_LIMITED,
	    "421 concurrent connections limit exceeded" },
	{ CAUSE_RATE_LIMITED,
	    "421 4.4.5 Directory harvest attack detected" },
	{ CAUSE_RATE_LIMITED,
	    "421 4.7.0 Too many messages per connection" },
	{ CAUSE_RATE_LIMITED,
	    "421 RP-002 Unfortunately, some messages from 192.0.2.1 weren't "
	    "sent. Please try again. We have limits for how many messages "
	    "can be sent per hour and per day." },
	{ CAUSE_RATE_LIMITED,
	    "450 4.7.1 You are sending too many mails! Please slow down" },
	{ CAUSE_RATE_LIMITED,
	    "451 4.7.1 Received too many messages from a new or untrusted "
	    "IP: 192.0.2.1" },
	{ CAUSE_RATE_LIMITED,
	    "421 Exceeded allowable connection time" },
	{ CAUSE_RATE_LIMITED,
	    "450 4.1.8 Sender over hourly limit" },
	{ CAUSE_RATE_LIMITED,
	    "452 4.3.2 Maximum number of connections exceeded" },
	{ CAUSE_RECIPIENT_MOVED,
	    "550 jo has moved to jo@y.example, please update your address "
	    "book" },
	{ CAUSE_RECIPIENT_MOVED,
	    "551 5.1.6 mailbox has moved: jo@y.example" },
	{ CAUSE_RECIPIENT_RATE_LIMITED,
	    "452 4.2.1 mailbox temporarily unavailable, recipient receives "
	    "too much mail" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 jo@x.example: you are not on the recipient's approved "
	    "senders list" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 You are not authorized to post messages to this newsgroup" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "554 this address only accepts mail from registered senders" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.129 RESOLVER.RST.RestrictedRecipient; not authorized to "
	    "send to recipient" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 recipient does not want mail from you" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "553 Sorry, the recipient has blocked your address" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 This mailbox accepts mail from internal addresses only" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 sender not on recipient's whitelist" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "Message to list rejected: you are not a subscriber" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 5.7.1 Only authenticated senders may send to this list" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "554 Recipient only accepts mail from people on an allow list" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 The group jo@x.example doesn't accept external mail" },
	{ CAUSE_RELAY_DENIED,
	    "550 not permitted to relay mail for this domain" },
	{ CAUSE_RELAY_DENIED,
	    "554 Denied relay: sender domain not local" },
	{ CAUSE_RELAY_DENIED,
	    "571 5.7.1 Relaying prohibited. You should authenticate first" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.1 jo@y.example... Relaying denied" },
	{ CAUSE_RELAY_DENIED,
	    "554 5.7.1 Recipient address rejected: not our domain" },
	{ CAUSE_RELAY_DENIED,
	    "550 Relaying mail to jo@y.example is not allowed" },
	{ CAUSE_RELAY_DENIED,
	    "553 5.7.1 relaying is not permitted from your host" },
	{ CAUSE_RELAY_DENIED,
	    "451 4.7.1 <jo@y.example>: Relay access denied" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.1 Command not allowed; no relay rights" },
	{ CAUSE_RELAY_DENIED,
	    "554 5.7.1 Invalid domain name for relay" },
	{ CAUSE_RELAY_DENIED,
	    "552 5.7.1 We don't relay mail from 192.0.2.1 to y.example" },
	{ CAUSE_RELAY_DENIED,
	    "550 This server does not relay" },
	{ CAUSE_RELAY_DENIED,
	    "554 5.7.1 relaying forbidden" },
	{ CAUSE_RELAY_DENIED,
	    "550 5.7.1 Sorry, no relaying here" },
	{ CAUSE_RELAY_DENIED,
	    "550 you have no permission to relay" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 5.7.501 Access denied, spam abuse detected from your "
	    "account. Mailbox restricted from sending" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "Your sending privileges are suspended" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 5.1.8 jo@x.example is blocked from sending outbound mail" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 5.7.1 Your account was suspended because of abuse" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "554 Message rejected: Address blacklisted. on the suppression "
	    "list" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "550 5.1.90 Your message can't be sent because you've reached "
	    "your daily limit for message recipients" },
	{ CAUSE_SENDER_REJECTED,
	    "550 5.7.1 Sender not allowed: jo@x.example" },
	{ CAUSE_SENDER_REJECTED,
	    "550 Requested action not taken: your address jo@x.example is on "
	    "our reject list" },
	{ CAUSE_SENDER_REJECTED,
	    "553 5.1.0 From address does not match authenticated user" },
	{ CAUSE_SENDER_REJECTED,
	    "550 Callback setup failed while verifying <jo@x.example>" },
	{ CAUSE_SENDER_REJECTED,
	    "550 the sender address is refused by the recipient domain's "
	    "admin" },
	{ CAUSE_SENDER_REJECTED,
	    "554 5.7.1 <jo@x.example>: Sender address rejected: SPAMMER" },
	{ CAUSE_SENDER_REJECTED,
	    "550 empty sender not accepted for this recipient" },
	{ CAUSE_SENDER_REJECTED,
	    "553 5.7.1 Sender address rejected: you must use your own address" },
	{ CAUSE_SENDER_REJECTED,
	    "550 5.7.60 Client does not have permissions to send as this "
	    "sender" },
	{ CAUSE_SENDER_REJECTED,
	    "552 5.7.1 Sender jo@x.example is blacklisted" },
	{ CAUSE_SENDER_REJECTED,
	    "550 sender is in local blacklist" },
	{ CAUSE_SENDER_REJECTED,
	    "550 Sender not authorized to send" },
	{ CAUSE_SENDER_REJECTED,
	    "553 You are not allowed to send as jo@x.example" },
	{ CAUSE_SENDER_REJECTED,
	    "550 Your From: address is not allowed" },
	{ CAUSE_SENDER_UNAUTHENTICATED,
	    "550-5.7.26 This mail has been blocked because the sender is "
	    "unauthenticated." },
	{ CAUSE_SENDER_UNAUTHENTICATED,
	    "550 5.7.515 Access denied, sending domain x.example does not "
	    "meet the required authentication level." },
	{ CAUSE_SENDER_UNAUTHENTICATED,
	    "550 5.7.1 Message failed authentication checks (SPF, DKIM)" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.3 Authentication unsuccessful" },
	{ CAUSE_SMTP_AUTH,
	    "535 authorization failed (#5.7.0)" },
	{ CAUSE_SMTP_AUTH,
	    "530 5.7.1 Authorization required" },
	{ CAUSE_SMTP_AUTH,
	    "550 SMTP authentication is required to send" },
	{ CAUSE_SMTP_AUTH,
	    "505 Authentication required for this sender" },
	{ CAUSE_SMTP_AUTH,
	    "334 4.7.0 Invalid user or password" },
	{ CAUSE_SMTP_AUTH,
	    "550 must be authenticated" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.0 Error: authentication failed: Invalid authentication "
	    "mechanism" },
	{ CAUSE_SMTP_AUTH,
	    "530 SMTP authentication is required." },
	{ CAUSE_SMTP_AUTH,
	    "454 4.7.0 Temporary authentication failure" },
	{ CAUSE_SMTP_AUTH,
	    "535 Login fail. Authorization code is expired" },
	{ CAUSE_SMTP_AUTH,
	    "553 You are not authorized to send mail, authentication is "
	    "required" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.8 Authentication credentials invalid" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.1 authentication failed" },
	{ CAUSE_SMTP_AUTH,
	    "535 Invalid login or password" },
	{ CAUSE_SMTP_AUTH,
	    "530 5.5.1 Authentication Required. Learn more" },
	{ CAUSE_SMTP_AUTH,
	    "535 5.7.8 Bad username or password" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Message was blocked as spam (score=12.5)" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Rejected, UCE detected" },
	{ CAUSE_SPAM_CONTENT,
	    "550 5.7.350 Remote server returned message detected as spam" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Your message looks like junk mail and was refused" },
	{ CAUSE_SPAM_CONTENT,
	    "554 mail rejected by anti spam system" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Spamerkennung: Ihre Mail wurde abgelehnt" },
	{ CAUSE_SPAM_CONTENT,
	    "554 Rejected for spam or phishing content" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.0 Reject, id=12345-06 - spam" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Matched SPAM threshold" },
	{ CAUSE_SPAM_CONTENT,
	    "550 5.7.1 Message rejected as spam (score 9.4)" },
	{ CAUSE_SPAM_CONTENT,
	    "550 5.7.1 Message considered unsolicited bulk e-mail" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 This message has been blocked because it contains "
	    "FortiGuard - AntiSpam signature" },
	{ CAUSE_SPAM_CONTENT,
	    "550 SpamFilter: mail rejected" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Rejected by Proofpoint: spam definite" },
	{ CAUSE_SPAM_CONTENT,
	    "554 Message looks like SPAM - not accepted" },
	{ CAUSE_SPAM_CONTENT,
	    "552 spam score exceeded threshold" },
	{ CAUSE_SPAM_CONTENT,
	    "550 5.7.1 Spam detected by content scanner" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Message rejected: this looks like spam" },
	{ CAUSE_SPAM_CONTENT,
	    "554 5.7.1 Message scored 8.2 spam points" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Rejecting for spam" },
	{ CAUSE_SPAM_CONTENT,
	    "554 rejected: bulk mail not accepted" },
	{ CAUSE_SPAM_CONTENT,
	    "550 Message contains spam content" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.0 x.example: SPF record does not authorise 192.0.2.1" },
	{ CAUSE_SPF_FAIL,
	    "554 5.7.23 SPF validation failed" },
	{ CAUSE_SPF_FAIL,
	    "550 rejected: fails SPF test" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 Unauthorised sender: 192.0.2.1 may not send for "
	    "x.example" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 [SPF] x.example does not allow your server 192.0.2.1 "
	    "to use jo@x.example" },
	{ CAUSE_SPF_FAIL,
	    "554 5.7.1 SPF unauthorized mail is prohibited." },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.23 SPF hard fail" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 Sender ID (PRA) Not Permitted" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 SPF failure" },
	{ CAUSE_SPF_FAIL,
	    "550 5.7.1 This email failed SPF" },
	{ CAUSE_SPF_FAIL,
	    "553 mail from x.example prohibited by SPF" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "451 4.3.0 Message held for human verification before permitting "
	    "delivery" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 4.3.0 Mail server configuration problem" },
	{ CAUSE_SYSTEM_ERROR,
	    "550 local delivery failed: mailbox write error" },
	{ CAUSE_SYSTEM_ERROR,
	    "421 4.3.0 fatal: internal consistency failure" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 4.3.0 Temporary server failure" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 unable to write message to queue" },
	{ CAUSE_SYSTEM_ERROR,
	    "550 5.3.5 System incorrectly configured" },
	{ CAUSE_SYSTEM_ERROR,
	    "pipe to |/usr/bin/vacation failed: exit 75" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 4.3.0 milter failure" },
	{ CAUSE_SYSTEM_ERROR,
	    "451 4.3.0 Internal Server Error" },
	{ CAUSE_SYSTEM_ERROR,
	    "554 5.3.0 delivery agent failed" },
	{ CAUSE_SYSTEM_FULL,
	    "452 4.3.4 Not enough space on the disk" },
	{ CAUSE_SYSTEM_FULL,
	    "431 The recipient's mail server is experiencing a Disk Full "
	    "condition" },
	{ CAUSE_SYSTEM_FULL,
	    "452 4.3.1 mail server disk is full" },
	{ CAUSE_SYSTEM_FULL,
	    "451 4.3.1 Out of memory" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "451 System busy, please try again later" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 mx.x.example temporarily unavailable" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "454 4.3.0 Try again later" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 Unexpected failure, please try later" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "450 Requested mail action not taken: system maintenance in "
	    "progress" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "450 4.3.2 Service currently unavailable" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 Try again later" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "451 Service temporarily unavailable" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "421 4.3.2 Too busy" },
	{ CAUSE_SYSTEM_UNAVAILABLE,
	    "450 Mailserver is in maintenance mode" },
	{ CAUSE_TLS_FAILURE,
	    "403 4.7.0 TLS handshake failed." },
	{ CAUSE_TLS_FAILURE,
	    "550 5.7.10 A secure connection is required to send to this "
	    "domain" },
	{ CAUSE_TLS_FAILURE,
	    "454 TLS currently unavailable" },
	{ CAUSE_TLS_FAILURE,
	    "554 5.7.1 Session encryption is required" },
	{ CAUSE_TLS_FAILURE,
	    "certificate verification failed for mx.x.example: "
	    "num=10:certificate has expired" },
	{ CAUSE_TLS_FAILURE,
	    "550 5.7.1 TLS 1.0 not supported, upgrade to TLS 1.2" },
	{ CAUSE_TLS_FAILURE,
	    "Trust failure: certificate hostname mismatch" },
	{ CAUSE_TLS_FAILURE,
	    "STARTTLS is required to send mail" },
	{ CAUSE_TLS_FAILURE,
	    "Must use TLS" },
	{ CAUSE_TLS_FAILURE,
	    "530 5.7.0 TLS needed" },
	{ CAUSE_TLS_FAILURE,
	    "550 Plaintext connections not permitted, use STARTTLS" },
	{ CAUSE_TLS_FAILURE,
	    "421 TLS negotiation failed" },
	{ CAUSE_TLS_FAILURE,
	    "454 4.7.5 certificate not trusted" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "550 5.7.233 This message can't be sent because it exceeds "
	    "recipient limits" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "554 Your message has been rejected: number of recipients "
	    "exceeds limit of 50" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "452 4.5.3 Recipients limit exceeded" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "550 Maximum number of recipients per message exceeded" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "452 4.5.3 Too many recipients specified" },
	{ CAUSE_TOO_MANY_RECIPIENTS,
	    "550 5.5.3 Recipients limit is 100" },
	{ CAUSE_UNKNOWN,
	    "550 5.0.0 Error" },
	{ CAUSE_UNKNOWN,
	    "554 Error: transaction failed" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 jo@x.example Recipient not found. "
	    "<http://x.cloudfilter.net>" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.0 Mailbox jo unknown" },
	{ CAUSE_USER_UNKNOWN,
	    "550 There is no one here by that name" },
	{ CAUSE_USER_UNKNOWN,
	    "550 mail recipient not found" },
	{ CAUSE_USER_UNKNOWN,
	    "554 delivery error: dd This user doesn't have a yahoo.com "
	    "account (jo@yahoo.com) [0]" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 User doesn't exist: jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Not our Customer" },
	{ CAUSE_USER_UNKNOWN,
	    "550 \"Unknown User\"" },
	{ CAUSE_USER_UNKNOWN,
	    "550 #5.1.1 Recipient not found in LDAP" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.7.1 No such recipient: jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Rule imposed mailbox access for jo@x.example refused: user "
	    "invalid" },
	{ CAUSE_USER_UNKNOWN,
	    "553 5.1.1 unknown address in rcpt" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Recipient verify failed: no such mailbox" },
	{ CAUSE_USER_UNKNOWN,
	    "550 jo@x.example: Recipient is not known here" },
	{ CAUSE_USER_UNKNOWN,
	    "551 <jo@x.example>: user does not exist on this system" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 no mailbox by that name is currently available" },
	{ CAUSE_USER_UNKNOWN,
	    "550 The e-mail account you wish to reach does not exist" },
	{ CAUSE_USER_UNKNOWN,
	    "554 5.7.1 <jo@x.example>: Recipient address rejected: no valid "
	    "recipients" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Invalid address jo@x.example" },
	{ CAUSE_USER_UNKNOWN,
	    "554 5.0.0 MXIN501 mailbox jo@x.example unknown" },
	{ CAUSE_USER_UNKNOWN,
	    "550 this address doesn't exist (anymore)" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Addresse inconnue" },
	{ CAUSE_USER_UNKNOWN,
	    "511 5.1.1 Deze gebruiker bestaat niet" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Usu\xc3\xa1rio desconhecido" },
	{ CAUSE_USER_UNKNOWN,
	    "550 La casella di posta non esiste" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Recipient ist unbekannt" },
	{ CAUSE_USER_UNKNOWN,
	    "550 "
	    "\xe6\x8c\x87\xe5\xae\x9a\xe3\x81\x95\xe3\x82\x8c\xe3\x81\x9f\xe5\xae\x9b\xe5\x85\x88\xe3\x81\xaf\xe8\xa6\x8b\xe3\x81\xa4\xe3\x81\x8b\xe3\x82\x8a\xe3\x81\xbe\xe3\x81\x9b\xe3\x82\x93" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 <jo@x.example> User doesn't exist: jo" },
	{ CAUSE_USER_UNKNOWN,
	    "550-Mailbox unknown.  Either there is no mailbox associated "
	    "with this" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 User unknown; rejecting" },
	{ CAUSE_USER_UNKNOWN,
	    "550 jo@x.example... No such mailbox" },
	{ CAUSE_USER_UNKNOWN,
	    "501 5.1.1 The recipient address is invalid" },
	{ CAUSE_USER_UNKNOWN,
	    "550 unknown user account" },
	{ CAUSE_USER_UNKNOWN,
	    "550 jo is not a user on this system" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 jo@x.example: unknown recipient" },
	{ CAUSE_USER_UNKNOWN,
	    "550 account jo@x.example is unknown" },
	{ CAUSE_USER_UNKNOWN,
	    "5.1.1 550 <jo@x.example>, Recipient unknown" },
	{ CAUSE_USER_UNKNOWN,
	    "553 User [jo@x.example] does not exist on this server" },
	{ CAUSE_USER_UNKNOWN,
	    "550 User jo (x.example) not listed in Domino Directory" },
	{ CAUSE_USER_UNKNOWN,
	    "550 mailbox unavailable: no such address here" },
	{ CAUSE_USER_UNKNOWN,
	    "450 <jo@x.example>: Recipient address rejected: unverified "
	    "address: Address lookup failed" },
	{ CAUSE_USER_UNKNOWN,
	    "554 5.1.1 jo@x.example does not exist in directory" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Recipient Rejected: No account by that name here" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 sid: i01K1n00l0kn1Em01 Address rejected jo@x.example. "
	    "[code=28]" },
	{ CAUSE_USER_UNKNOWN,
	    "550 #5.1.0 Address rejected." },
	{ CAUSE_USER_UNKNOWN,
	    "550 Mailbox does not exist!" },
	{ CAUSE_USER_UNKNOWN,
	    "554 rejected due to non-existent recipient" },
	{ CAUSE_USER_UNKNOWN,
	    "550 [INVALID_RECIPIENT] Invalid recipient" },
	{ CAUSE_USER_UNKNOWN,
	    "550 jo@x.example: 550 no such user found" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 <jo@x.example> is not a valid user here" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Unable to find user: jo" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Sorry, we do not know a user called jo" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Not a local mailbox" },
	{ CAUSE_USER_UNKNOWN,
	    "554 The email address you entered couldn't be found" },
	{ CAUSE_USER_UNKNOWN,
	    "550 no valid recipients, bye" },
	{ CAUSE_USER_UNKNOWN,
	    "5.1.1 Unable to deliver: unknown local user" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Recipient jo@x.example is unknown to this server" },
	{ CAUSE_USER_UNKNOWN,
	    "550 bad user" },
	{ CAUSE_USER_UNKNOWN,
	    "550 email address does not exist or is not active" },
	{ CAUSE_VIRUS_DETECTED,
	    "550 5.7.1 virus Eicar detected by ClamAV - rejected" },
	{ CAUSE_VIRUS_DETECTED,
	    "554 message infected by worm" },
	{ CAUSE_VIRUS_DETECTED,
	    "550 Rejected: malicious attachment" },
	{ CAUSE_VIRUS_DETECTED,
	    "554 5.7.0 Reject, id=12345-06 - INFECTED: Eicar-Signature" },
	{ CAUSE_VIRUS_DETECTED,
	    "554 Virus detected, mail dropped" },
	{ CAUSE_VIRUS_DETECTED,
	    "550 5.7.1 Malware W32/Netsky found" },
	{ CAUSE_VIRUS_DETECTED,
	    "550 5.7.1 Malware detected" },
	{ CAUSE_VIRUS_DETECTED,
	    "554 Your message was rejected because it contains a virus" },

	/* Bytes of other character sets. */
	{ CAUSE_USER_UNKNOWN, "550 \xd3\xc3\xbb\xa7\xb2\xbb\xb4\xe6\xd4\xda" },
	{ CAUSE_USER_UNKNOWN, "550 \x91\xb6\x8d\xdd\x82\xb5\x82\xdc\x82\xb9\x82\xf1" },
	{ CAUSE_USER_UNKNOWN, "550 \xc2\xb8\xba\xdf\xa4\xb7\xa4\xde\xa4\xbb\xa4\xf3" },
	{ CAUSE_USER_UNKNOWN, "550 \x1b$BB8:_$7$^$;$s\x1b(B" },

	{ CAUSE_AUTO_REPLY, "I am out of the office until Monday." },
	{ CAUSE_COMPLAINT, "This is an email abuse report." },

	/* Whose address, host or content comes first. */
	{ CAUSE_USER_UNKNOWN, "550 5.1.1 <greylisted@spam.example>: Recipient "
	    "address rejected: User unknown" },
	{ CAUSE_SENDER_REJECTED, "550 <jo@x.example>: Sender address rejected: "
	    "undeliverable address: host mx.x.example[192.0.2.1] said: 550 "
	    "User unknown" },
	{ CAUSE_DOMAIN_NOT_FOUND, "450 4.1.2 <jo@x.example>: Recipient address "
	    "rejected: Domain not found" },
	{ CAUSE_BAD_HELO, "450 4.7.1 <x.example>: Helo command rejected: Host "
	    "not found" },
	{ CAUSE_NO_REVERSE_DNS, "450 4.7.1 Client host rejected: cannot find "
	    "your hostname" },

	/* A block list is the cause, whatever the refusal is called. */
	{ CAUSE_BLOCKLISTED, "550 Spam refused, 192.0.2.1 is in an RBL: see "
	    "http://www.spamcop.net/bl.shtml" },
	{ CAUSE_MAILBOX_FULL, "552 Mailbox full; see also www.spamhaus.org" },
	{ CAUSE_SYSTEM_ERROR, "554 blocked using zen.spamhaus.org; "
	    "127.255.255.254 Error: open resolver" },
	{ CAUSE_USER_UNKNOWN,
	    "550 5.1.1 <jo@x.example> does not have an account here" },
	{ CAUSE_USER_UNKNOWN, "550 That name is not known at this site" },
	{ CAUSE_USER_UNKNOWN, "550 no such mail drop" },
	{ CAUSE_USER_UNKNOWN,
	    "550 your recipient is not in our list of allowed recipients" },
	{ CAUSE_USER_UNKNOWN, "550 nobody of that name" },
	{ CAUSE_USER_UNKNOWN, "550 Destinatario no encontrado" },
	{ CAUSE_BAD_ADDRESS, "501 5.1.3 Invalid address: jo@@x.example" },
	{ CAUSE_BAD_ADDRESS, "501 destination address too long" },
	{ CAUSE_MAILBOX_FULL,
	    "552 5.2.2 This user has exhausted all storage" },
	{ CAUSE_MAILBOX_FULL,
	    "552 no room: too many messages in this mailbox" },
	{ CAUSE_MAILBOX_FULL, "550 Das Kontingent wurde ueberschritten" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 No mail accepted for this account any more" },
	{ CAUSE_MAILBOX_DISABLED, "550 Jo is no longer employed with us" },
	{ CAUSE_MAILBOX_DISABLED, "550 La cuenta esta inactiva" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED,
	    "554 message sending from this account is off" },
	{ CAUSE_SENDER_ACCOUNT_BLOCKED, "451 credits exceeded" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 The owner does not want your email" },
	{ CAUSE_RECIPIENT_RESTRICTED, "550 please prove that you are human" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 this box accepts mail from known senders" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 Your message does not comply with the standards" },
	{ CAUSE_MALFORMED_MESSAGE, "554 a stray CR in line 3" },
	{ CAUSE_MALFORMED_MESSAGE, "550 Date field is mandatory" },
	{ CAUSE_SPF_FAIL, "550 SPF check failed: sender not permitted here" },
	{ CAUSE_SPF_FAIL,
	    "550 192.0.2.1 is not in the SPF record of x.example" },
	{ CAUSE_DKIM_FAIL, "550 5.7.20 the body hash did not verify" },
	{ CAUSE_DMARC_FAIL,
	    "550 unauthenticated mail from x.example: DMARC policy is reject" },
	{ CAUSE_SENDER_UNAUTHENTICATED,
	    "550 5.7.26 unauthenticated mail, neither SPF nor DKIM passed" },
	{ CAUSE_BLOCKLISTED, "554 bad IP 192.0.2.1" },
	{ CAUSE_BLOCKLISTED, "554 Connection refused: abuse" },
	{ CAUSE_BLOCKLISTED, "554 your IP is rejected" },
	{ CAUSE_RELAY_DENIED, "550 this host refuses to relay" },
	{ CAUSE_RELAY_DENIED, "550 read your mail before you send" },
	{ CAUSE_RELAY_DENIED, "550 We do not accept mail for x.example" },
	{ CAUSE_DOMAIN_NOT_FOUND, "no route to domain x.example" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 sender <jo@x.test> is of a reserved domain" },
	{ CAUSE_SENDER_REJECTED, "550 this server denies the sender" },
	{ CAUSE_SENDER_REJECTED, "550 you do not own that address" },
	{ CAUSE_SENDER_REJECTED, "550 sender differs from your login name" },
	{ CAUSE_SMTP_AUTH, "504 auth mode unsupported" },
	{ CAUSE_SYSTEM_UNAVAILABLE, "451 too much load, the queue is too long" },
	{ CAUSE_SYSTEM_ERROR, "451 LDAP failure" },
	{ CAUSE_SYSTEM_ERROR, "451 cannot reach the virus scanner" },
	{ CAUSE_SYSTEM_ERROR, "451 message could not be saved" },
	{ CAUSE_SYSTEM_FULL, "452 the volume is out of space" },
	{ CAUSE_DELIVERY_EXPIRED, "Your message has not yet been delivered" },
	{ CAUSE_DELIVERY_EXPIRED, "delivery failed after 12 attempts" },
	{ CAUSE_DELIVERY_EXPIRED, "status=expired, returned to sender" },
	{ CAUSE_MESSAGE_TOO_LARGE, "552 attachment too long" },
	{ CAUSE_TOO_MANY_RECIPIENTS, "452 over the RCPT limit" },
	{ CAUSE_BAD_REPUTATION, "554 trust score is too low" },
	{ CAUSE_SPAM_CONTENT, "554 rejected for its spam content" },
	{ CAUSE_SPAM_CONTENT, "554 found by DCC" },
	{ CAUSE_VIRUS_DETECTED, "554 unsafe attachment" },
	{ CAUSE_CONTENT_REJECTED, "554 HTML is not accepted" },
	{ CAUSE_CONTENT_REJECTED, "552 number of attachments over 20" },
	{ CAUSE_CONNECTION_FAILED,
	    "Error: connect ECONNREFUSED 192.0.2.1:25" },
	{ CAUSE_CONNECTION_FAILED, "Error: read ECONNRESET" },
	{ CAUSE_CONNECTION_FAILED, "ConnectionRefusedError: [Errno 111]" },
	{ CAUSE_CONNECTION_FAILED,
	    "No connection could be made to x.example" },
	{ CAUSE_CONNECTION_FAILED, "server is not responding" },
	{ CAUSE_CONNECTION_FAILED, "Weird server reply" },
	{ CAUSE_CONNECTION_FAILED, "Exception reading response" },
	{ CAUSE_CONNECTION_FAILED, "dial tcp 192.0.2.1:25: i/o timeout" },
	{ CAUSE_DNS_FAILURE, "getaddrinfo EAI_AGAIN mx.x.example" },
	{ CAUSE_DOMAIN_NOT_FOUND, "getaddrinfo ENOTFOUND mx.x.example" },
	{ CAUSE_TLS_FAILURE, "ssl.SSLError: wrong version number" },
	{ CAUSE_TLS_FAILURE, "x509: signed by an authority not known" },
	{ CAUSE_TLS_FAILURE,
	    "GnuTLS: a packet of unexpected length, handshake failed" },
	{ CAUSE_PROTOCOL_ERROR, "no MAIL in SMTP connection" },
	{ CAUSE_PROTOCOL_ERROR, "500 command line too long" },
	{ CAUSE_NO_REVERSE_DNS, "554 generic rDNS" },
	{ CAUSE_NO_MAIL_SERVICE, "550 domain is not used for mail" },
	{ CAUSE_RATE_LIMITED, "450 over 100 messages in the last hour" },
	{ CAUSE_RATE_LIMITED, "550 you have sent too many mails today" },
	{ CAUSE_BAD_HELO, "550 the HELO name contains an underscore" },
	{ CAUSE_GREYLISTED, "451 not seen you before" },
	{ CAUSE_MAIL_LOOP, "554 loop detection" },
	{ CAUSE_MALFORMED_MESSAGE, "554 5.6.0 Refused" },
	{ CAUSE_POLICY_REJECTED, "554 Rejected" },
	{ CAUSE_USER_UNKNOWN,
	    "550 That member could not be located on this server" },
	{ CAUSE_USER_UNKNOWN, "550 5.1.1 <jo@x.example> receipient unknown" },
	{ CAUSE_USER_UNKNOWN,
	    "550 There is no forwarding entry for this address" },
	{ CAUSE_USER_UNKNOWN, "550 Non-existant mailbox" },
	{ CAUSE_USER_UNKNOWN, "550 jo@x.example is not one of our people" },
	{ CAUSE_USER_UNKNOWN,
	    "550 employee no longer with us: account not registered" },
	{ CAUSE_USER_UNKNOWN,
	    "Delivery failed. Double-check the recipient for typing errors" },
	{ CAUSE_USER_UNKNOWN, "550 destinat. sconosciuta" },
	{ CAUSE_USER_UNKNOWN, "550 <jo@x.example> not in use" },
	{ CAUSE_BAD_ADDRESS, "553 more than one match for that name" },
	{ CAUSE_DOMAIN_NOT_FOUND, "550 non-existant domain in your RCPT" },
	{ CAUSE_DOMAIN_NOT_FOUND, "550 x.example: the DNS says no such name" },
	{ CAUSE_NO_MAIL_SERVICE, "550 x.example has a bogus MX" },
	{ CAUSE_BLOCKLISTED, "554 Refused, we take no mail from your country" },
	{ CAUSE_BLOCKLISTED, "550 Spam origin, go away" },
	{ CAUSE_BAD_REPUTATION, "554 Spam from this host was seen" },
	{ CAUSE_SENDER_REJECTED, "550 This sender is on our own blacklist" },
	{ CAUSE_SENDER_REJECTED,
	    "550 This host does not accept mail from this sender" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "550 Sender refused: your domain is without any valid MX record" },
	{ CAUSE_BAD_SENDER_DOMAIN, "550 Unverified sending domain y.example" },
	{ CAUSE_POLICY_REJECTED, "550 Your mail was discarded" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 held pending approval" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 jo@x.example: a rule imposed by the owner" },
	{ CAUSE_RECIPIENT_RESTRICTED, "550 This is a closed system" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 The receiver declined; receiver refused" },
	{ CAUSE_RECIPIENT_RESTRICTED,
	    "550 Only a few selected senders may write here" },
	{ CAUSE_CONTENT_REJECTED, "554 Harmful content" },
	{ CAUSE_CONTENT_REJECTED,
	    "554 We no longer accept messages with pictures" },
	{ CAUSE_CONTENT_REJECTED, "550 See our content guidelines" },
	{ CAUSE_MALFORMED_MESSAGE, "554 Conversion error in part two" },
	{ CAUSE_MALFORMED_MESSAGE,
	    "554 UTF-8 in headers is not supported here" },
	{ CAUSE_MAILBOX_FULL, "552 Subscriber has no more disk space" },
	{ CAUSE_MAILBOX_FULL, "552 beyond the allowed quota" },
	{ CAUSE_MAILBOX_FULL, "552 exceeds the message count of this folder" },
	{ CAUSE_MAILBOX_FULL, "552 Postfach: zu viele Mails" },
	{ CAUSE_SYSTEM_ERROR, "451 could not lock the spool directory" },
	{ CAUSE_SYSTEM_ERROR, "451 time limit exceeded in a filter" },
	{ CAUSE_SYSTEM_ERROR, "451 negative greeting of the next server" },
	{ CAUSE_SYSTEM_ERROR, "451 mailbox of jo is corrupt" },
	{ CAUSE_RELAY_DENIED,
	    "550 You have to log in before relaying is possible" },
	{ CAUSE_RELAY_DENIED, "550 We no longer relay for x.example" },
	{ CAUSE_RELAY_DENIED, "553 relaying not allowed for your location" },
	{ CAUSE_RELAY_DENIED, "550 sending is only for local users" },
	{ CAUSE_MAIL_LOOP, "554 a loop in the DNS" },
	{ CAUSE_SPAM_CONTENT, "554 message score of 12 is above the limit" },
	{ CAUSE_RATE_LIMITED, "451 Please send slower" },
	{ CAUSE_RECIPIENT_RATE_LIMITED,
	    "450 recipient is above his hourly limit" },
	{ CAUSE_SENDER_REJECTED,
	    "<jo@x.example>: host mx.x.example[192.0.2.1] said: 550 "
	    "address unknown (in reply to MAIL FROM command)" },
	{ CAUSE_BAD_SENDER_DOMAIN,
	    "<jo@x.example>: host mx.x.example[192.0.2.1] said: 550 no "
	    "such domain (in reply to MAIL FROM command)" },
	{ CAUSE_MAILBOX_FULL,
	    "552 La boite de ce client est pleine" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 Konto jest nieaktywne" },
	{ CAUSE_RATE_LIMITED,
	    "421 Troppi messaggi in poco tempo" },
	{ CAUSE_NO_REVERSE_DNS,
	    "550 Falta el registro PTR de su servidor" },
	{ CAUSE_MESSAGE_TOO_LARGE,
	    "552 Zprava je prilis velka" },
	{ CAUSE_SPAM_CONTENT,
	    "554 Mensagem rejeitada, parece spam" },
	{ CAUSE_GREYLISTED,
	    "451 Liste grise, patientez" },
	{ CAUSE_USER_UNKNOWN,
	    "550 \xd0\x9d\xd0\xb5\xd0\xb8\xd0\xb7\xd0\xb2\xd0\xb5\xd1\x81\xd1"
	    "\x82\xd0\xbd\xd1\x8b\xd0\xb9 \xd0\xb0\xd0\xb4\xd1\x80\xd0\xb5"
	    "\xd1\x81" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 \xd0\x90\xd0\xba\xd0\xba\xd0\xb0\xd1\x83\xd0\xbd\xd1\x82 "
	    "\xd1\x83\xd0\xb4\xd0\xb0\xd0\xbb\xd0\xb5\xd0\xbd" },
	{ CAUSE_MAILBOX_FULL,
	    "552 \xf1\xdd\xc9\xcb \xd0\xc5\xd2\xc5\xd0\xcf\xcc\xce\xc5\xce" },
	{ CAUSE_USER_UNKNOWN,
	    "550 \xc0\xe4\xf0\xe5\xf1 \xed\xe5 \xf1\xf3\xf9\xe5\xf1\xf2\xe2"
	    "\xf3\xe5\xf2" },
	{ CAUSE_RATE_LIMITED,
	    "450 \xe5\x8f\x91\xe4\xbf\xa1\xe8\xbf\x87\xe4\xba\x8e\xe9\xa2\x91"
	    "\xe7\xb9\x81" },
	{ CAUSE_MAILBOX_DISABLED,
	    "550 \xd5\xcb\xbb\xa7\xd2\xd1\xb6\xb3\xbd\xe1" },
	{ CAUSE_DOMAIN_NOT_FOUND,
	    "550 \xe5\x9f\x9f\xe5\x90\x8d\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8" },
	{ CAUSE_MAILBOX_FULL,
	    "552 \x8e\xf3\x90M\x94\xa0\x82\xaa\x82\xa2\x82\xc1\x82\xcf\x82"
	    "\xa2" },
	{ CAUSE_USER_UNKNOWN,
	    "550 \033$B08@h$,8+$D$+$j$^$;$s\033(B" },
	{ CAUSE_USER_UNKNOWN,
	    "550 Empf\xe4nger unbekannt" },
};

START_TEST(example_row)
{
	const struct example	*e = &examples[_i];
	struct phrase		*x = phrase_new();
	char			 buf[LOG_TEXT_MAX];
	struct found		 f;
	struct verdict		 v;

	ck_assert_ptr_nonnull(x);
	log_operand(slice_of(e->text), buf, &f);
	explain(x, &f, &v);
	phrase_free(x);
	ck_assert_msg((int)v.cause == e->cause, "\"%s\": %s, not %s", e->text,
	    word_of((int)v.cause), word_of(e->cause));
}
END_TEST

START_TEST(cause_reached)
{
	size_t	i;

	if (_i == CAUSE_NONE || _i == CAUSE_SUCCESS)
		return;
	for (i = 0; i < COUNT(examples); i++)
		if (examples[i].cause == _i)
			return;
	ck_abort_msg("%s: no example", word_of(_i));
}
END_TEST

/* Rows. */

/* The next alternative of *s, up to end; false: there is none. */
static bool
alternative(const char **s, const char *end, struct slice *a)
{
	if (*s > end)
		return (false);
	a->p = *s;
	a->n = strcspn(*s, "|");
	if (*s + a->n > end)
		a->n = (size_t)(end - *s);
	*s += a->n + 1;
	return (true);
}

/* A text that a row must match: alternative n of each part, or its last. */
static bool
row_text(const char *words, size_t n, struct phrase_text *t)
{
	const char	*end, *s = words;
	struct slice	 a = { NULL, 0 };
	size_t		 i;
	bool		 more, any = false;

	t->n = 0;
	do {
		end = strstr(s, " ... ");
		more = end != NULL;
		if (!more)
			end = s + strlen(s);
		for (i = 0; i <= n && alternative(&s, end, &a); i++)
			any = any || i == n;
		if (t->n > 0 && t->p[t->n - 1] != ' ')
			t->p[t->n++] = ' ';
		memcpy(t->p + t->n, a.p, a.n);
		t->n += a.n;
		s = end + 5;
	} while (more);
	memset(t->p + t->n, 0, PHRASE_TEXT_PAD);
	return (any);
}

/*
 * Each row is found in a text made of its own words, and of these texts at
 * least one is decided by its cause: no row lies in the shadow of others.
 */
START_TEST(row_found)
{
	char			 buf[TABLE_PROSE_MAX];
	const char		*words;
	struct phrase		*x = phrase_new();
	struct phrase_text	 t;
	struct phrase_hit	 hits[PHRASE_HITS_MAX];
	struct verdict		 v;
	struct found		 f;
	size_t			 i, n, k;
	bool			 found, decides = false;

	ck_assert_ptr_nonnull(x);
	words = table_prose(table_phrases[_i].words, buf);
	for (i = 0; row_text(words, i, &t); i++) {
		n = phrase_find(x, &t, hits, PHRASE_HITS_MAX);
		for (found = false, k = 0; k < n; k++)
			found = found || (hits[k].of == PHRASE_OF_CAUSE &&
			    hits[k].row == _i);
		ck_assert_msg(found, "\"%.*s\" is not found", (int)t.n, t.p);
		memset(&f, 0, sizeof(f));
		f.reply.text = (struct slice){ t.p, t.n };
		explain(x, &f, &v);
		if ((int)v.cause == table_phrases[_i].cause)
			decides = true;
	}
	ck_assert_msg(decides, "never decides: %s",
	    table_prose(table_phrases[_i].words, buf));
	phrase_free(x);
}
END_TEST

/* Has the row one part, and is this one of its alternatives? */
static bool
row_has(size_t row, struct slice a)
{
	char		 buf[TABLE_PROSE_MAX];
	const char	*s = table_prose(table_phrases[row].words, buf);
	const char	*end = s + strlen(s);
	struct slice	 b;

	if (strstr(s, " ... ") != NULL)
		return (false);
	while (alternative(&s, end, &b))
		if (b.n == a.n && memcmp(b.p, a.p, a.n) == 0)
			return (true);
	return (false);
}

/* The same words cannot name two causes: row order would decide. */
START_TEST(row_tie)
{
	const struct table_phrase	*p = &table_phrases[_i], *q;
	char				 buf[TABLE_PROSE_MAX];
	const char			*s = table_prose(p->words, buf), *end;
	struct slice			 a;
	size_t				 i;

	if (strstr(s, " ... ") != NULL)
		return;
	end = s + strlen(s);
	while (alternative(&s, end, &a))
		for (i = 0; i < (size_t)_i; i++) {
			q = &table_phrases[i];
			ck_assert_msg(q->clue != p->clue ||
			    q->cause == p->cause || !row_has(i, a),
			    "\"%.*s\": %s and %s", (int)a.n, a.p,
			    word_of(p->cause), word_of(q->cause));
		}
}
END_TEST

/* Time to wait. */

static const struct delay {
	const char	*text;
	unsigned long	 seconds;
} delays[] = {
	{ "greylisted, try again in 300 seconds", 300 },
	{ "please try again in 5 minutes", 300 },
	{ "Greylisted for 00:05:00", 300 },
	{ "Greylisting in action, please come back in 00:01:30", 90 },
	{ "retry in 1 hour", 3600 },
	{ "busy, retry after 60s", 60 },
	{ "try again in (wait 60s)", 60 },
	{ "retry in 4.5 min", 270 },
	{ "try again in 1 min 30 sec", 90 },
	{ "please wait for at least 2 hours and 5 minutes", 7500 },
	{ "you are blocked for 24 hours", 86400 },
	{ "Greylisting, bitte in 5 Minuten nochmals", 300 },
	{ "Lista gris: reintente en 2 horas", 7200 },
	{ "try again after 2026-11-26", 0 },
	{ "retry after 14:30:00 UTC", 0 },
	{ "retry after 100 recipients", 0 },
	{ "please wait until it is smaller than 300 MB", 0 },
	{ "retry in 2 days", 172800 },
	{ "try again later", 0 },
	{ "try again in a while", 0 },
	{ "user 300 seconds", 0 },
};

START_TEST(delay_row)
{
	struct phrase	*x = phrase_new();
	struct verdict	 v;
	struct found	 f;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = 451;
	f.reply.text = slice_of(delays[_i].text);
	explain(x, &f, &v);
	phrase_free(x);
	ck_assert_msg(v.wait == delays[_i].seconds, "\"%s\": %lu s",
	    delays[_i].text, v.wait);
}
END_TEST

/* What a hostile server may say: bounded, and no row beyond the text. */

static void
check_hostile(const char *p, size_t n)
{
	struct phrase		*x = phrase_new();
	struct phrase_text	 t;
	struct phrase_hit	 hits[PHRASE_HITS_MAX];
	struct verdict		 v;
	struct found		 f;
	size_t			 i, found;

	ck_assert_ptr_nonnull(x);
	phrase_fold((struct slice){ p, n }, &t);
	ck_assert(t.n <= PHRASE_TEXT_MAX + 4);
	found = phrase_find(x, &t, hits, PHRASE_HITS_MAX);
	ck_assert(found <= PHRASE_HITS_MAX);
	for (i = 0; i < found; i++)
		ck_assert(hits[i].start < hits[i].end && hits[i].end <= t.n);
	memset(&f, 0, sizeof(f));
	f.reply.code = 550;
	f.reply.text = (struct slice){ p, n };
	explain(x, &f, &v);
	phrase_free(x);
}

START_TEST(hostile)
{
	static const char	*const pieces[] = {
		"user ", "unknown user ", "%", "\xff", "\xe2\x80", "a@", "@",
		"1.2.3.4 ", "n't", "550-5.7.1 ", ". ", "try again in ",
		"mailbox mailbox full ", "<", "\x1b$B",
	};
	static char		 big[10 << 20];
	size_t			 i, k, n;

	check_hostile("", 0);
	check_hostile("\0\0\0user unknown\0", 16);
	memset(big, 0, sizeof(big));
	check_hostile(big, sizeof(big));
	memset(big, 'a', sizeof(big));
	check_hostile(big, sizeof(big));
	for (i = 0; i < COUNT(pieces); i++) {
		n = strlen(pieces[i]);
		for (k = 0; k + n <= sizeof(big); k += n)
			memcpy(big + k, pieces[i], n);
		check_hostile(big, sizeof(big));
		check_hostile(big, n);
	}
	srand(1);
	for (i = 0; i < 200; i++) {
		for (k = 0; k < 6000; k++)
			big[k] = (char)(rand() >> 8);
		check_hostile(big, 6000);
	}
}
END_TEST

/* Bytes in front of words do not hide them. */
START_TEST(nul_between)
{
	static const char	 text[] = "\0\xff\0 mailbox\0full";
	struct phrase		*x = phrase_new();
	struct verdict		 v;
	struct found		 f;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = 552;
	f.reply.text = (struct slice){ text, sizeof(text) - 1 };
	explain(x, &f, &v);
	phrase_free(x);
	ck_assert_msg(v.cause == CAUSE_MAILBOX_FULL, "%s",
	    word_of((int)v.cause));
}
END_TEST

int
main(void)
{
	Suite	*s = suite_create("phrase");
	TCase	*tc = tcase_create("words");
	SRunner	*sr = srunner_create(s);
	int	 failed;

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, fold_row, 0, (int)COUNT(folds));
	tcase_add_loop_test(tc, example_row, 0, (int)COUNT(examples));
	tcase_add_loop_test(tc, cause_reached, 0, CAUSE_COUNT);
	tcase_add_loop_test(tc, row_found, 0, (int)table_phrases_count);
	tcase_add_loop_test(tc, row_tie, 0, (int)table_phrases_count);
	tcase_add_loop_test(tc, delay_row, 0, (int)COUNT(delays));
	tcase_add_test(tc, hostile);
	tcase_add_test(tc, nul_between);
	suite_add_tcase(s, tc);
	srunner_set_fork_status(sr, CK_NOFORK);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return (failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}
