package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/capped"
	"hotro/internal/wire"
)

// post makes one request without files. It does what the library's MakeRequest
// does, for every line of a user's comes by here: the form is written once, and
// the answer is read in one pass.
func (x *exchange) post(ctx context.Context, c *client, method string, params map[string]string) (*tgbotapi.APIResponse, error) {
	url := c.cfg.APIURL + "/bot" + c.cfg.Token.Reveal() + "/" + method
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(formOf(params)))
	if err != nil {
		return nil, withoutURL(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := x.client(ctx, c.http)(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := capped.Sized(resp.Body, resp.ContentLength)
	if err != nil {
		return nil, err
	}
	var a answer
	if err := wire.Decode(body, &a); err != nil {
		return nil, err
	}
	return a.response()
}

// answer is what the Bot API answers with.
type answer struct {
	ok     bool
	result json.RawMessage
	code   int
	text   string
	hints  *hints
}

// hints are how to do better next time.
type hints struct {
	movedTo    int64
	retryAfter int
}

// Fields implements wire.Struct.
func (a *answer) Fields(c *wire.Codec) {
	wire.Bool(c, "ok", &a.ok)
	wire.Raw(c, "result", &a.result)
	wire.Int(c, "error_code", &a.code)
	wire.Text(c, "description", &a.text)
	wire.Optional(c, "parameters", &a.hints)
}

// Fields implements wire.Struct.
func (h *hints) Fields(c *wire.Codec) {
	wire.Int(c, "migrate_to_chat_id", &h.movedTo)
	wire.Int(c, "retry_after", &h.retryAfter)
}

// response is the answer as the library has it: with a *tgbotapi.Error when it
// is a "no".
func (a *answer) response() (*tgbotapi.APIResponse, error) {
	r := &tgbotapi.APIResponse{Ok: a.ok, Result: a.result, ErrorCode: a.code, Description: a.text}
	if a.hints != nil {
		r.Parameters = &tgbotapi.ResponseParameters{MigrateToChatID: a.hints.movedTo, RetryAfter: a.hints.retryAfter}
	}
	if a.ok {
		return r, nil
	}
	return r, &tgbotapi.Error{Code: a.code, Message: a.text}
}

// formOf writes parameters as an HTML form does.
func formOf(params map[string]string) []byte {
	size := 0
	for k, v := range params {
		size += len(k) + escapedLen(v) + 2
	}
	b := make([]byte, 0, size)
	for k, v := range params {
		if len(b) > 0 {
			b = append(b, '&')
		}
		b = append(append(b, k...), '=') // our names need no escapes
		b = appendEscaped(b, v)
	}
	return b
}

// escapedLen is how long what appendEscaped appends is.
func escapedLen(s string) int {
	n := len(s)
	for i := range len(s) {
		if c := s[i]; !asItIs(c) && c != ' ' {
			n += 2
		}
	}
	return n
}

// asItIs reports whether a form holds a byte as it is.
func asItIs(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' || c == '~'
}

func appendEscaped(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case asItIs(c):
			b = append(b, c)
		case c == ' ':
			b = append(b, '+')
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}
