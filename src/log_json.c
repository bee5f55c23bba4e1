/*
 * log_json.c - log lines and provider events that are JSON (RFC 8259), read as
 * a row of keys and values whatever the nesting, and broken ones too.
 */
#include <string.h>

#include "log.h"

/* Keys whose value is taken; letters are compared without their case. */
static const struct {
	const char	*name;
	enum log_key	 key;
} names[] = {
	{ "message", LOG_KEY_TEXT }, { "msg", LOG_KEY_TEXT },
	{ "reason", LOG_KEY_TEXT }, { "diagnosticcode", LOG_KEY_TEXT },
	{ "delay_reason", LOG_KEY_TEXT }, { "details", LOG_KEY_TEXT },
	{ "detail_text", LOG_KEY_TEXT }, { "content", LOG_KEY_TEXT },
	{ "smtpresponse", LOG_KEY_TEXT }, { "response", LOG_KEY_TEXT },
	{ "error", LOG_KEY_TEXT }, { "err", LOG_KEY_TEXT },
	{ "description", LOG_KEY_TEXT }, { "raw_reason", LOG_KEY_TEXT },
	{ "smtp_response", LOG_KEY_TEXT }, { "diag", LOG_KEY_TEXT },
	{ "diagnostic_code", LOG_KEY_TEXT }, { "text", LOG_KEY_TEXT },
	{ "bounce_description", LOG_KEY_TEXT }, { "smtp_msg", LOG_KEY_TEXT },
	{ "code", LOG_KEY_CODE }, { "smtp_code", LOG_KEY_CODE },
	{ "smtpcode", LOG_KEY_CODE }, { "responsecode", LOG_KEY_CODE },
	{ "smtp-code", LOG_KEY_CODE }, { "error_code", LOG_KEY_CODE },
	{ "smtpstatus", LOG_KEY_CODE }, { "statuscode", LOG_KEY_CODE },
	{ "status", LOG_KEY_STATUS }, { "dsn", LOG_KEY_STATUS },
	{ "enhanced-code", LOG_KEY_ENHANCED },
	{ "smtp_enchcode", LOG_KEY_ENHANCED },
	{ "enhancedstatuscode", LOG_KEY_ENHANCED },
	{ "enhanced_code", LOG_KEY_ENHANCED },
	{ "class", LOG_KEY_CLASS }, { "subject", LOG_KEY_SUBJECT },
	{ "detail", LOG_KEY_DETAIL },
	{ "command", LOG_KEY_COMMAND }, { "smtp_command", LOG_KEY_COMMAND },
	{ "recipient", LOG_KEY_RECIPIENT }, { "rcpt", LOG_KEY_RECIPIENT },
	{ "emailaddress", LOG_KEY_RECIPIENT }, { "email", LOG_KEY_RECIPIENT },
	{ "address", LOG_KEY_RECIPIENT }, { "rcpt_to", LOG_KEY_RECIPIENT },
	{ "to", LOG_KEY_RECIPIENT },
	{ "mx-host", LOG_KEY_HOST }, { "mx", LOG_KEY_HOST },
	{ "remote_server", LOG_KEY_HOST }, { "mx_host", LOG_KEY_HOST },
	{ "syslog_identifier", LOG_KEY_PROGRAM },
	{ "timestamp", LOG_KEY_TIME }, { "time", LOG_KEY_TIME },
	{ "@timestamp", LOG_KEY_TIME }, { "ts", LOG_KEY_TIME },
	{ "syslog_timestamp", LOG_KEY_TIME }, { "bouncedat", LOG_KEY_TIME },
	{ "event", LOG_KEY_EVENT }, { "action", LOG_KEY_EVENT },
	{ "type", LOG_KEY_EVENT }, { "recordtype", LOG_KEY_EVENT },
	{ "notificationtype", LOG_KEY_EVENT }
};

static enum log_key
key_of(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(name, names[i].name))
			return names[i].key;
	return slice_has(name, "smtp") || slice_has(name, "bounce") ||
	    slice_has(name, "rcpt") || slice_has(name, "deliver") ?
	    LOG_KEY_MAIL : LOG_KEY_OTHER;
}

/* The string behind the quote at i: its end is at *end. */
static struct slice
string_at(struct slice s, size_t i, size_t *end)
{
	size_t n;

	for (n = i + 1; n < s.n && s.p[n] != '"'; n++)
		if (s.p[n] == '\\')
			n++;
	if (n > s.n)
		n = s.n;
	*end = n < s.n ? n + 1 : n;
	return (struct slice){ s.p + i + 1, n - i - 1 };
}

bool
log_json(struct slice s)
{
	size_t i;

	s = slice_trim(s);
	if (s.n < 6)
		return false;
	i = *s.p == '{' || *s.p == '[' ? 1 : 0;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '{' || s.p[i] == '['))
		i++;
	if (i == s.n || s.p[i] != '"')
		return false;
	string_at(s, i, &i);
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i < s.n && s.p[i] == ':';
}

/* A number, true, null: up to what ends it. */
static struct slice
bare_value(struct slice s, size_t i, size_t *end)
{
	size_t n;

	for (n = i; n < s.n && memchr(" ,}]{[\"", s.p[n], 7) == NULL; n++)
		;
	*end = n;
	return (struct slice){ s.p + i, n - i };
}

bool
log_json_next(struct slice s, size_t *at, struct log_value *v)
{
	struct slice name;
	size_t i;

	i = *at;
	while (i < s.n) {
		if (s.p[i++] != '"')
			continue;
		name = string_at(s, i - 1, &i);
		while (i < s.n && s.p[i] == ' ')
			i++;
		v->key = LOG_KEY_OTHER;
		if (i < s.n && s.p[i] == ':') {
			i++;
			while (i < s.n && (s.p[i] == ' ' || s.p[i] == '['))
				i++;
			v->key = key_of(name);
			if (i == s.n || s.p[i] == '{')
				continue;
			name = s.p[i] == '"' ? string_at(s, i, &i) :
			    bare_value(s, i, &i);
		}
		v->text = name;
		*at = i;
		return true;
	}
	*at = i;
	return false;
}
