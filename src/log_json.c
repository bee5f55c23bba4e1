/*
 * log_json.c - log lines and provider events that are JSON (RFC 8259), read as
 * a row of keys and values whatever the nesting, and broken ones too.
 */
#include <string.h>

#include "log.h"

/* Keys whose value is taken; letters are compared without their case. */
static const struct {
	unsigned char	 n;
	char		 name[23];
	enum log_key	 key;
} names[] = {
#define K(name, key) { sizeof(name) - 1, name, key }
	K("message", LOG_KEY_TEXT), K("msg", LOG_KEY_TEXT),
	K("log", LOG_KEY_TEXT), K("original", LOG_KEY_TEXT),
	K("exception", LOG_KEY_TEXT), K("info", LOG_KEY_TEXT),
	K("trace", LOG_KEY_TEXT), K("stack", LOG_KEY_TEXT),
	K("stringvalue", LOG_KEY_TEXT), K("textpayload", LOG_KEY_TEXT),
	K("value", LOG_KEY_TEXT), K("reply", LOG_KEY_TEXT),
	K("banner", LOG_KEY_TEXT),
	K("reason", LOG_KEY_TEXT), K("diagnosticcode", LOG_KEY_WORDS),
	K("delay_reason", LOG_KEY_WORDS), K("details", LOG_KEY_TEXT),
	K("detail_text", LOG_KEY_TEXT), K("content", LOG_KEY_WORDS),
	K("smtpresponse", LOG_KEY_WORDS), K("response", LOG_KEY_TEXT),
	K("error", LOG_KEY_TEXT), K("err", LOG_KEY_TEXT),
	K("description", LOG_KEY_TEXT), K("raw_reason", LOG_KEY_WORDS),
	K("smtp_response", LOG_KEY_WORDS), K("diag", LOG_KEY_WORDS),
	K("diagnostic_code", LOG_KEY_WORDS), K("text", LOG_KEY_TEXT),
	K("bounce_description", LOG_KEY_WORDS), K("smtp_msg", LOG_KEY_WORDS),
	K("code", LOG_KEY_CODE), K("smtp_code", LOG_KEY_CODE),
	K("smtpcode", LOG_KEY_CODE), K("responsecode", LOG_KEY_CODE),
	K("smtp-code", LOG_KEY_CODE), K("error_code", LOG_KEY_CODE),
	K("smtpstatus", LOG_KEY_CODE), K("statuscode", LOG_KEY_CODE),
	K("status", LOG_KEY_STATUS), K("dsn", LOG_KEY_STATUS),
	K("enhanced-code", LOG_KEY_ENHANCED),
	K("smtp_enchcode", LOG_KEY_ENHANCED),
	K("enhancedstatuscode", LOG_KEY_ENHANCED),
	K("enhanced_code", LOG_KEY_ENHANCED),
	K("class", LOG_KEY_CLASS), K("subject", LOG_KEY_SUBJECT),
	K("detail", LOG_KEY_DETAIL),
	K("command", LOG_KEY_COMMAND), K("smtp_command", LOG_KEY_COMMAND),
	K("recipient", LOG_KEY_RECIPIENT), K("rcpt", LOG_KEY_RECIPIENT),
	K("emailaddress", LOG_KEY_RECIPIENT), K("email", LOG_KEY_RECIPIENT),
	K("address", LOG_KEY_RECIPIENT), K("rcpt_to", LOG_KEY_RECIPIENT),
	K("to", LOG_KEY_RECIPIENT),
	K("mx-host", LOG_KEY_HOST), K("mx", LOG_KEY_HOST),
	K("remote_server", LOG_KEY_HOST), K("mx_host", LOG_KEY_HOST),
	K("syslog_identifier", LOG_KEY_PROGRAM),
	K("timestamp", LOG_KEY_TIME), K("time", LOG_KEY_TIME),
	K("@timestamp", LOG_KEY_TIME), K("ts", LOG_KEY_TIME),
	K("syslog_timestamp", LOG_KEY_TIME), K("bouncedat", LOG_KEY_TIME),
	K("event", LOG_KEY_EVENT), K("action", LOG_KEY_EVENT),
	K("type", LOG_KEY_EVENT), K("recordtype", LOG_KEY_EVENT),
	K("notificationtype", LOG_KEY_EVENT)
};

static enum log_key
named(struct slice name)
{
	size_t i;
	char last;

	if (name.n == 0)
		return LOG_KEY_OTHER;
	last = slice_lower(name.p[name.n - 1]);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (name.n == names[i].n && names[i].name[name.n - 1] == last &&
		    slice_starts(name, names[i].name))
			return names[i].key;
	return LOG_KEY_OTHER;
}

/* Does a word of "camelCase" begin at i? */
static bool
hump(struct slice s, size_t i)
{
	return i < s.n && slice_lower(s.p[i]) != s.p[i] &&
	    slice_lower(s.p[i - 1]) == s.p[i - 1];
}

static enum log_key
key_of(struct slice name)
{
	enum log_key key;
	size_t i;

	if ((key = named(name)) != LOG_KEY_OTHER)
		return key;
	/* "short_message", "exception.message", "exc_info", "lastError" */
	for (i = name.n; i > 0 && log_word(name.p[i - 1]) &&
	    name.p[i - 1] != '_' && !hump(name, i); i--)
		continue;
	if (i > 0 && named(slice_skip(name, i)) == LOG_KEY_TEXT)
		return LOG_KEY_TEXT;
	return slice_has(name, "smtp") || slice_has(name, "bounce") ||
	    slice_has(name, "rcpt") || slice_has(name, "deliver") ?
	    LOG_KEY_MAIL : LOG_KEY_OTHER;
}

/* The string behind the quote at i: its end is at *end. */
static struct slice
string_at(struct slice s, size_t i, size_t *end)
{
	size_t n;

	for (n = i + 1; n < s.n; n += 2) {
		n += log_first(slice_skip(s, n), "\"\\");
		if (n < s.n && s.p[n] == '"')
			break;
	}
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
