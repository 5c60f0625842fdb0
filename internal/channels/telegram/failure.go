package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels"
)

// What Telegram refuses in ways that callers act on; found with errors.Is
// inside a *channels.Failure of class Refused.
var (
	// ErrThreadGone: the forum topic does not exist any more.
	ErrThreadGone = errors.New("forum topic is gone")
	// ErrThreadClosed: the forum topic is closed to the bot.
	ErrThreadClosed = errors.New("forum topic is closed")
	// ErrNotModified: the message or topic is already as asked for.
	ErrNotModified = errors.New("nothing to change")
	// ErrNoMessage: the message to edit, pin, copy or delete does not exist or
	// can't be changed any more.
	ErrNoMessage = errors.New("message is gone")
)

// What the adapter itself acts on.
var (
	errMarkup  = errors.New("markup not understood")
	errTooOld  = errors.New("button press is too old")
	errFile    = errors.New("file not usable this way")
	errNotText = errors.New("message has no text to edit")
	errHook    = errors.New("a webhook is set")
)

// meaning reads the words of Telegram's answer, in lower case, as the Bot API
// server writes them; the first that fits wins, nil when none does.
func meaning(words string) error {
	for _, r := range []struct {
		words string
		is    error
	}{
		{"message thread not found", ErrThreadGone},
		{"topic_deleted", ErrThreadGone},
		{"topic_id_invalid", ErrThreadGone},
		{"topic_closed", ErrThreadClosed},
		{"topic_not_modified", ErrNotModified},
		{"message is not modified", ErrNotModified},
		{"there is no text in the message", errNotText},
		{"message to edit not found", ErrNoMessage},
		{"message can't be edited", ErrNoMessage},
		{"message to pin not found", ErrNoMessage},
		{"message to copy not found", ErrNoMessage},
		{"message to delete not found", ErrNoMessage},
		{"message_id_invalid", ErrNoMessage},
		{"can't parse entities", errMarkup},
		{"query is too old", errTooOld},
		{"query id is invalid", errTooOld},
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
	} {
		if strings.Contains(words, r.words) {
			return r.is
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
func (b *Bot) failure(method string, x *exchange, resp *tgbotapi.APIResponse, err error) error {
	var no *tgbotapi.Error
	switch {
	case errors.As(err, &no):
		return b.refused(method, x, resp)
	case x.status != 0:
		return b.garbled(method, x.status)
	case x.wrote.Load(), x.begun.Load() && isTimeout(err):
		return &channels.Failure{
			Class: channels.Unknown, Reason: reasonNoAnswer,
			Err: fmt.Errorf("telegram %s: no answer: %w", method, b.redact(err)),
		}
	}
	return fmt.Errorf("telegram %s: not sent: %w", method, b.redact(err))
}

// refused sorts an answer of the Bot API with "ok": false. The code is read
// from the answer, for the library's error lacks it after uploads.
func (b *Bot) refused(method string, x *exchange, resp *tgbotapi.APIResponse) error {
	code := resp.ErrorCode
	if code == 0 {
		code = x.status
	}
	words := strings.ToLower(resp.Description)
	no := &refusal{method: method, code: code, text: b.hide(unquoted(resp.Description)), is: meaning(words)}
	f := &channels.Failure{Class: channels.Refused, Reason: reasonRefused, Err: no}
	switch p := resp.Parameters; {
	case p != nil && p.MigrateToChatID != 0:
		f.Class, f.To = channels.Moved, strconv.FormatInt(p.MigrateToChatID, 10)
		f.Reason = reasonMoved
	case code == http.StatusTooManyRequests, p != nil && p.RetryAfter > 0:
		f.Class, f.Reason = channels.Later, reasonLimit
		if p != nil {
			f.After = time.Duration(p.RetryAfter) * time.Second
		}
	case code == http.StatusUnauthorized, code == http.StatusNotFound:
		f.Class, f.Reason = channels.Operator, reasonToken
	case code == http.StatusForbidden && isGone(words):
		f.Class, f.Reason = channels.Gone, reasonGone
	case code == http.StatusConflict, code >= 500:
		f.Class, f.Reason = channels.Later, reasonDown
	case strings.Contains(words, "chat not found"):
		f.Reason = reasonNoChat
	case errors.Is(no, ErrThreadGone), errors.Is(no, ErrThreadClosed):
		f.Reason = reasonNoThread
	}
	return f
}

// garbled sorts an answer that the Bot API did not write. A 502 or 503 comes
// from a gateway that had nobody to pass the request to; any other may have
// come after the message was accepted.
func (b *Bot) garbled(method string, status int) error {
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

// isGone tells the users and groups that can't be written to any more from
// mere lack of a right.
func isGone(words string) bool {
	for _, w := range []string{"blocked by the user", "user is deactivated", "kicked from", "chat was deleted", "can't initiate", "not a member", "can't send messages to bots"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout() || errors.Is(err, context.Canceled)
}

var quoted = regexp.MustCompile(`"[^"]*"?`)

// unquoted drops the quoted parts of a description: they may repeat words of
// the customer.
func unquoted(s string) string {
	s = quoted.ReplaceAllString(strings.ToValidUTF8(s, "?"), `"…"`)
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}
