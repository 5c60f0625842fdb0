package webchat

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/pattern"
)

// MaxText is the longest text a visitor can send, in runes.
const MaxText = 8000

// Faults in a posted message.
var (
	ErrTooLong = errors.New("text too long")
	ErrEmpty   = errors.New("nothing in the message")
)

// Post is what the page sends: {"id":"…","text":"…"}, {"id":"…","data":"…"}
// for a button, {"id":"…","kind":"start"} when the chat is opened, with "code"
// and "call" when a link or another page named them.
type Post struct {
	ID    string    `json:"id"` // the page's own id of the message: sent again, it is the same message
	Kind  chat.Kind `json:"kind,omitempty"`
	Text  string    `json:"text,omitempty"`
	Data  string    `json:"data,omitempty"`
	Quote string    `json:"quote,omitempty"`
	Code  string    `json:"code,omitempty"` // the error on the page that the user comes from
	Call  string    `json:"call,omitempty"` // and its call ID
}

var (
	messageID  = pattern.New(`^[0-9A-Za-z-]{8,64}$`)
	choiceData = pattern.New(`^[a-zA-Z0-9_.:/-]{1,40}$`)
)

// Decode reads a posted message of a visitor, whose User.ID is the visitor id.
func Decode(visitor chat.User, body []byte, now time.Time) (chat.Incoming, error) {
	var p Post
	if err := json.Unmarshal(body, &p); err != nil {
		return chat.Incoming{}, fmt.Errorf("posted message: %w", err)
	}
	return p.Incoming(visitor, now)
}

// Incoming checks the post and turns it into what is stored.
func (p Post) Incoming(visitor chat.User, now time.Time) (chat.Incoming, error) {
	in, err := arrival(visitor, p.ID, now)
	if err != nil {
		return in, err
	}
	switch {
	case p.Kind == chat.KindStart:
		in.Kind, in.Message = chat.KindStart, "" // shows nothing, so nothing can point at it
		in.Data = Opening(p.Code, p.Call)
		return in, nil
	case p.Data != "":
		in.Kind, in.Data = chat.KindButton, p.Data
		if !choiceData.MatchString(p.Data) {
			return in, errors.New("posted button data: want at most 40 of a-z 0-9 _ . : / -")
		}
	case p.Kind == "" || p.Kind == chat.KindText:
		in.Kind = chat.KindText
	default:
		return in, errors.New("posted kind: want text, button or start")
	}
	if in.Text, err = clean(p.Text); err != nil {
		return in, err
	}
	if in.Quote, err = clean(p.Quote); err != nil {
		return in, err
	}
	if in.Text == "" && in.Data == "" {
		return in, ErrEmpty
	}
	return in, nil
}

var openingCode = pattern.New(`^[0-9A-Za-z_-]{1,64}$`)

// maxCall is how much of what is given as a call ID is read, in bytes: a call
// ID has 34.
const maxCall = 120

// Opening is the Data of a chat.KindStart that names a code, a call ID, or
// both. What can't be a code is left out; the call ID is for the dialog to
// judge, which says what is wrong with it.
func Opening(code, call string) string {
	code, call = strings.TrimSpace(code), strings.Join(strings.Fields(call), " ")
	if !openingCode.MatchString(code) {
		code = ""
	}
	call = shown(strings.ToValidUTF8(call[:min(len(call), maxCall)], ""))
	if call == "" {
		return strings.ToUpper(code)
	}
	return strings.ToUpper(code) + " " + call
}

// Upload returns the arrival of a file that is already stored.
func Upload(visitor chat.User, id, caption string, f chat.File, now time.Time) (chat.Incoming, error) {
	in, err := arrival(visitor, id, now)
	if err != nil {
		return in, err
	}
	if in.Text, err = clean(caption); err != nil {
		return in, err
	}
	in.Files = []chat.File{f}
	switch f.Kind {
	case chat.FilePhoto:
		in.Kind = chat.KindPhoto
	case chat.FileVoice:
		in.Kind = chat.KindVoice
	default:
		in.Kind = chat.KindFile
	}
	return in, nil
}

// Erase returns the arrival that has everything about a visitor deleted: they
// were asked on the page.
func Erase(visitor chat.User, id string, now time.Time) (chat.Incoming, error) {
	in, err := arrival(visitor, id, now)
	in.Kind, in.Message = chat.KindErase, "" // shows nothing
	return in, err
}

func arrival(visitor chat.User, id string, now time.Time) (chat.Incoming, error) {
	if !IsVisitor(visitor.ID) {
		return chat.Incoming{}, errors.New("visitor id: want 32 hex digits")
	}
	if !messageID.MatchString(id) {
		return chat.Incoming{}, errors.New("posted message id: want 8 to 64 letters, digits or dashes")
	}
	return chat.Incoming{ID: id, From: Address(visitor.ID), User: visitor, Message: id, At: now}, nil
}

// clean trims, and takes out what is neither text nor a line break: NUL and
// other control characters, which no channel shows.
func clean(s string) (string, error) {
	if utf8.RuneCountInString(s) > MaxText {
		return "", ErrTooLong
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.TrimSpace(shown(strings.ReplaceAll(s, "\r\n", "\n"))), nil
}

// shown takes out the characters that no channel shows.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
