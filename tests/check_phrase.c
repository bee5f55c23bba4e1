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

static struct slice
slice_of(const char *s)
{
	return ((struct slice){ s, strlen(s) });
}

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
	{ "\xe5\xad\x98 \xff", "%e5%ad%98 %ff" },
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
