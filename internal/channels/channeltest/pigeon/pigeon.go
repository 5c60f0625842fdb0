// Package pigeon is a made-up platform, for the test that the next one fits:
// it calls a signed webhook and first asks by GET whether the address is ours,
// tells what became of messages, has no buttons, and takes 300 characters at
// once. The program knows nothing of it but the one line of a test.
//
// The adapter is Config (its settings), Open (the platform) and the files
// beside; Sky is the platform itself. Start reading at Config.Open.
package pigeon

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
	"hotro/internal/checkup"
)

// Name is the channel of all addresses.
const Name = "pigeon"

const webhookPath = "/webhook/pigeon"

// Config is what the operator sets.
type Config struct {
	URL    string `env:"PIGEON_API_URL"`
	Secret string `env:"PIGEON_SECRET"`
}

// Validate is channels.Config.
func (c *Config) Validate() error {
	if c.URL != "" && c.Secret == "" {
		return errors.New("PIGEON_SECRET: needed with PIGEON_API_URL")
	}
	return nil
}

// Open is channels.Config.
func (c *Config) Open(h channels.Host) (channels.Platform, error) {
	p := channels.Platform{Name: Name, Icon: "send"}
	if c.URL == "" {
		p.Off = "PIGEON_API_URL is not set"
		return p, nil
	}
	l := &loft{cfg: *c, http: httpapi.NewClient(10 * time.Second), link: h.Link, now: h.Now}
	p.Sender = l
	p.Endpoints = []channels.Endpoint{{Path: webhookPath, Webhook: l, Challenge: l.challenge}}
	p.Check = func(context.Context) []checkup.Check { return []checkup.Check{checkup.OK(Name, "pigeons fly")} }
	return p, nil
}

// loft is where our pigeons start and land.
type loft struct {
	cfg  Config
	http *http.Client
	link channels.LinkFunc
	now  func() time.Time
}

// challenge answers as WhatsApp and Messenger want it.
func (l *loft) challenge(q url.Values) (string, bool) {
	ours := subtle.ConstantTimeCompare([]byte(q.Get("hub.verify_token")), []byte(l.cfg.Secret)) == 1
	return q.Get("hub.challenge"), ours && q.Get("hub.mode") == "subscribe"
}

func sign(secret string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

const signature = "X-Pigeon-Signature"

// Verify is channels.Webhook.
func (l *loft) Verify(h http.Header, body []byte) bool {
	return hmac.Equal([]byte(h.Get(signature)), []byte(sign(l.cfg.Secret, body)))
}

// call is the body of a webhook call.
type call struct {
	Messages []message `json:"messages,omitempty"`
	Statuses []status  `json:"statuses,omitempty"`
}

type message struct {
	ID   string    `json:"id"`
	From string    `json:"from"`
	Kind chat.Kind `json:"kind"`
	Text string    `json:"text,omitempty"`
}

type status struct {
	ID    string `json:"id"`
	To    string `json:"to"`
	State string `json:"state"`
}

// Decode is channels.Webhook.
func (l *loft) Decode(_ http.Header, body []byte) (channels.Arrivals, error) {
	var c call
	var out channels.Arrivals
	if err := json.Unmarshal(body, &c); err != nil {
		return out, fmt.Errorf("pigeon call: %w", err)
	}
	for _, m := range c.Messages {
		in := chat.Incoming{ID: m.ID, Message: m.ID, From: address(m.From), User: chat.User{ID: m.From}, Kind: m.Kind, Text: m.Text, At: l.now()}
		out.Messages = append(out.Messages, in)
	}
	for _, s := range c.Statuses {
		out.Receipts = append(out.Receipts, chat.Receipt{From: address(s.To), Message: s.ID, State: s.State, At: l.now()})
	}
	return out, nil
}

func address(user string) chat.Address { return chat.Address{Channel: Name, Bot: "loft", Chat: user} }

// maxText is what one pigeon carries.
const maxText = 300

// onward ends a piece that was cut within a line.
const onward = " ›"

// Split is channels.Sender: pieces say which of how many they are.
func (l *loft) Split(r chat.Reply) []chat.Reply {
	text := channels.Plain(r)
	for _, f := range r.Files {
		if address, ok := l.link.Link(f); ok {
			text += "\n" + address
		}
	}
	if len(r.Choices) > 0 {
		text += "\n" + channels.Options(r.Choices)
	}
	text = strings.TrimSpace(text)
	pieces := channels.Cut(text, maxText-len("(99/99) ")-len(onward))
	out := make([]chat.Reply, len(pieces))
	rest := text
	for i, piece := range pieces {
		rest = strings.TrimPrefix(strings.TrimLeft(rest, " \n\t"), piece)
		if i+1 < len(pieces) && !strings.HasPrefix(strings.TrimLeft(rest, " "), "\n") {
			piece += onward
		}
		out[i] = chat.Reply{Text: fmt.Sprintf("(%d/%d) %s", i+1, len(pieces), piece), Verbatim: true}
	}
	return out
}

// Send is channels.Sender.
func (l *loft) Send(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	body, err := json.Marshal(message{From: to.Chat, Kind: chat.KindText, Text: part.Text})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.cfg.URL+"/messages", strings.NewReader(string(body)))
	if err != nil {
		return "", err
	}
	req.Header.Set(signature, sign(l.cfg.Secret, body))
	if err := channels.MayBegin(ctx); err != nil {
		return "", err
	}
	got, err := httpapi.Do(l.http, req, "Pigeon")
	if err != nil {
		return "", err
	}
	if got.Status != http.StatusOK {
		return "", &channels.Failure{Class: channels.Refused, Reason: channels.Unreachable("Pigeon")}
	}
	var m message
	if err := json.Unmarshal(got.Body, &m); err != nil {
		return "", fmt.Errorf("pigeon: answer: %w", err)
	}
	return m.ID, nil
}
