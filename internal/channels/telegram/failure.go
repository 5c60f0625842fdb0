package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// What Telegram refuses in ways that callers act on; found with errors.Is
// inside a *channels.Failure of class Refused.
var (
	// ErrTopicNotFound: the forum topic does not exist any more.
	ErrTopicNotFound = errors.New("forum topic is gone")
	// ErrTopicClosed: the forum topic is closed to the bot.
	ErrTopicClosed = errors.New("forum topic is closed")
	// ErrTopicsOff: the group has no topics.
	ErrTopicsOff = errors.New("the group has no topics")
	// ErrNotEnoughRights: the bot lacks a right of an administrator.
	ErrNotEnoughRights = errors.New("the bot lacks a right in the group")
	// ErrNotModified: the message or topic is already as asked for.
	ErrNotModified = errors.New("nothing to change")
	// ErrMessageGone: the message to edit, pin, copy or delete does not exist
	// or can't be changed any more.
	ErrMessageGone = errors.New("message is gone")
	// ErrSecondPoller: another program polls with the same token.
	ErrSecondPoller = errors.New("another program polls with this token")
	// ErrKicked: the bot is not in the group any more.
	ErrKicked = errors.New("the bot is not in the group any more")
	// ErrNoChat: Telegram knows no such chat, or the bot was never let into it.
	ErrNoChat = errors.New("chat not found")
)

// ErrChatMigrated says that the group has a new id; found with errors.As
// inside a *channels.Failure of class Moved.
type ErrChatMigrated struct{ To string }

func (e ErrChatMigrated) Error() string { return "the group is now " + e.To }

// What the adapter itself acts on.
var (
	errMarkup     = errors.New("markup not understood")
	errPressStale = errors.New("button press is too old")
	errFile       = errors.New("file not usable this way")
	errNotText    = errors.New("message has no text to edit")
	errHook       = errors.New("a webhook is set")
	errGone       = errors.New("the user or group can't be written to any more")
	errStays      = fmt.Errorf("%w: it is there and stays", ErrMessageGone)
)

// meaning reads the words of Telegram's answer, as the Bot API server writes
// them; the first that fit win, nil when none do. Telegram gives no finer code
// than the HTTP status, so this is the one place that reads its English.
func meaning(code int, description string) error {
	description = strings.ToLower(description)
	for _, m := range []struct {
		words string
		is    error
	}{
		{"message thread not found", ErrTopicNotFound},
		{"topic_deleted", ErrTopicNotFound},
		{"topic_id_invalid", ErrTopicNotFound},
		{"topic_closed", ErrTopicClosed},
		{"chat is not a forum", ErrTopicsOff},
		{"channel_forum_missing", ErrTopicsOff},
		{"topic_not_modified", ErrNotModified},
		{"message is not modified", ErrNotModified},
		{"there is no text in the message", errNotText},
		{"message to edit not found", ErrMessageGone},
		{"message can't be edited", ErrMessageGone},
		{"message to pin not found", ErrMessageGone},
		{"message to copy not found", ErrMessageGone},
		{"message to delete not found", ErrMessageGone},
		{"message can't be deleted", errStays},
		{"message to react not found", ErrMessageGone},
		{"message_id_invalid", ErrMessageGone},
		{"not enough rights", ErrNotEnoughRights},
		{"need administrator rights", ErrNotEnoughRights},
		{"have no rights to send", ErrNotEnoughRights},
		{"chat_admin_required", ErrNotEnoughRights},
		{"chat_write_forbidden", ErrNotEnoughRights},
		{"can't parse entities", errMarkup},
		{"query is too old", errPressStale},
		{"query id is invalid", errPressStale},
		{"webhook is active", errHook},
		{"wrong file identifier", errFile},
		{"wrong remote file", errFile},
		{"type of file mismatch", errFile},
		{"file is temporarily unavailable", errFile},
		{"failed to get http url content", errFile},
		{"wrong type of the web page content", errFile},
		{"image_process_failed", errFile},
		{"photo_invalid", errFile},
		{"voice_messages_forbidden", errFile},
		{"chat not found", ErrNoChat},
		{"blocked by the user", errGone},
		{"user is deactivated", errGone},
		{"kicked from", ErrKicked},
		{"chat was deleted", ErrKicked},
		{"can't initiate", errGone},
		{"not a member", ErrKicked},
		{"terminated by other getupdates", ErrSecondPoller},
		{"can't send messages to bots", errGone},
	} {
		if strings.Contains(description, m.words) && (m.is != errGone && m.is != ErrKicked || code == http.StatusForbidden) {
			return m.is
		}
	}
	return nil
}

// refusal is Telegram's own "no".
type refusal struct {
	method string
	code   int
	text   string
	is     error // one of the above, or nil
}

func (r *refusal) Error() string {
	return fmt.Sprintf("telegram %s: %d %s", r.method, r.code, r.text)
}

func (r *refusal) Unwrap() error { return r.is }

// failure sorts what went wrong with one request: by Telegram's answer, by an
// answer that is not Telegram's, or by how far the request got.
func (c *client) failure(method string, x *exchange, resp *tgbotapi.APIResponse, err error) error {
	var no *tgbotapi.Error
	switch {
	case errors.As(err, &no):
		return c.refused(method, x, resp)
	case x.status != 0:
		return c.garbled(method, x.status)
	case x.wrote.Load(), x.begun.Load() && isTimeout(err):
		return &channels.Failure{
			Class: channels.Unknown, Reason: reasonNoAnswer,
			Err: fmt.Errorf("telegram %s: no answer: %w", method, c.redact(err)),
		}
	}
	return fmt.Errorf("telegram %s: not sent: %w", method, c.redact(err))
}

// mostSeconds is how long the Bot API can make a chat wait with one answer.
const mostSeconds = 24 * 60 * 60

// refused sorts an answer of the Bot API with "ok": false. The code is read
// from the answer, for the library's error lacks it after uploads.
func (c *client) refused(method string, x *exchange, resp *tgbotapi.APIResponse) error {
	code := resp.ErrorCode
	if code == 0 {
		code = x.status
	}
	no := &refusal{method: method, code: code, text: c.hide(unquoted(resp.Description)), is: meaning(code, resp.Description)}
	f := &channels.Failure{Class: channels.Refused, Reason: refusedWith(code, no.text), Err: no}
	switch p := resp.Parameters; {
	case p != nil && p.MigrateToChatID != 0:
		f.Class, f.To = channels.Moved, strconv.FormatInt(p.MigrateToChatID, 10)
		no.is = ErrChatMigrated{To: f.To}
		f.Reason = reasonMoved
	case code == http.StatusTooManyRequests, p != nil && p.RetryAfter > 0:
		f.Class, f.Reason = channels.Later, reasonLimit
		if p != nil {
			f.After = time.Duration(min(max(p.RetryAfter, 0), mostSeconds)) * time.Second
		}
	case code == http.StatusUnauthorized, code == http.StatusNotFound:
		f.Class, f.Reason = channels.Operator, reasonToken
	case errors.Is(no, errGone):
		f.Class, f.Reason = channels.Gone, reasonGone
	case errors.Is(no, ErrKicked):
		f.Class, f.Reason = channels.Gone, reasonKicked
	case errors.Is(no, ErrSecondPoller):
		f.Class, f.Reason = channels.Later, reasonSecond
	case code == http.StatusConflict, code >= 500:
		f.Class, f.Reason = channels.Later, reasonDown
	case errors.Is(no, ErrNoChat):
		f.Reason = reasonNoChat
	case errors.Is(no, ErrTopicNotFound), errors.Is(no, ErrTopicClosed):
		f.Reason = reasonNoThread
	case errors.Is(no, ErrTopicsOff):
		f.Reason = reasonNoTopics
	case errors.Is(no, ErrNotEnoughRights):
		f.Reason = reasonNoRights
	}
	return f
}

// garbled sorts an answer that the Bot API did not write. A 502 or 503 comes
// from a gateway that had nobody to pass the request to; any other may have
// come after the message was accepted.
func (c *client) garbled(method string, status int) error {
	f := &channels.Failure{
		Class: channels.Unknown, Reason: reasonDown,
		Err: fmt.Errorf("telegram %s: HTTP %d without a readable answer", method, status),
	}
	switch {
	case status == http.StatusBadGateway, status == http.StatusServiceUnavailable, status == http.StatusTooManyRequests:
		f.Class = channels.Later
	case status == http.StatusRequestEntityTooLarge:
		f.Class, f.Reason = channels.Refused, reasonTooBig
	case status >= 300 && status < 500:
		f.Class, f.Reason = channels.Operator, reasonAddress
	}
	return f
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout() || errors.Is(err, context.Canceled)
}

var quoted = pattern.New(`"[^"]*"?`)

// unquoted drops the quoted parts of a description: they may repeat words of
// the customer.
func unquoted(s string) string {
	s = quoted.ReplaceAllString(strings.ToValidUTF8(s, "?"), `"…"`)
	return text.Clip(s, 200)
}
