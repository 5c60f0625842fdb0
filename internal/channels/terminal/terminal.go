// Package terminal is the channel of a conversation typed by hand or piped
// in: plain text out, options as numbers, or one JSON object per reply.
//
// It is one conversation for one reader; not safe for concurrent use beyond
// what Send promises.
package terminal

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Address returns the address of the terminal's only conversation.
func Address() chat.Address {
	return chat.Address{Channel: chat.Terminal, Bot: "hotro", Chat: "me"}
}

// Screen shows replies. Send keeps them until Flush, so that what belongs to
// the whole turn can be shown with them.
type Screen struct {
	w     io.Writer
	json  bool
	noted string // what a sign on a line says

	mu   sync.Mutex
	says []chat.Reply
}

// New returns a Screen on w; asJSON prints one object per reply. Lines can bear no
// sign here: noted is what is shown for one.
func New(w io.Writer, asJSON bool, noted string) *Screen {
	return &Screen{w: w, json: asJSON, noted: noted}
}

// Split returns the reply whole: a terminal has no limits.
func (s *Screen) Split(r chat.Reply) []chat.Reply { return []chat.Reply{r} }

// Send keeps a reply to be shown. Safe for concurrent use.
func (s *Screen) Send(_ context.Context, _ chat.Address, part chat.Reply) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.says = append(s.says, part)
	return "", nil
}

// Handoff is what the JSON tells of a ticket that was opened or grew.
type Handoff struct {
	Ticket int64             `json:"ticket"`
	Why    string            `json:"why,omitempty"`
	Topic  string            `json:"topic,omitempty"`
	Refs   []string          `json:"call_ids"`
	Facts  map[string]string `json:"facts,omitempty"`
	Path   []chat.Tried      `json:"path,omitempty"`
}

// Came is what a turn came to besides what it said.
type Came struct {
	Ticket *chat.Ticket // that the turn opened or changed; nil for none
	Solved bool         // the matter is taken as solved
}

type object struct {
	Say     string   `json:"say"`
	Choices []string `json:"choices"`
	Topic   string   `json:"topic"`
	Node    string   `json:"node"`
	Solved  bool     `json:"solved,omitempty"`
	Handoff *Handoff `json:"handoff,omitempty"`
}

// Flush shows what was sent since the last time. What the turn came to goes
// with the last reply.
func (s *Screen) Flush(came Came) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, r := range s.says {
		last := i == len(s.says)-1
		if err := s.show(r, came, last); err != nil {
			return err
		}
	}
	s.says = nil
	return nil
}

func (s *Screen) show(r chat.Reply, came Came, last bool) error {
	text := channels.Plain(r)
	if r.Noted && text == "" {
		text = chat.NotedSign + " " + s.noted
	}
	if !s.json {
		if opts := channels.Options(r.Choices); opts != "" {
			text = strings.TrimRight(text, "\n") + "\n" + opts
		}
		_, err := fmt.Fprintf(s.w, "%s\n\n", text)
		return err
	}
	o := object{Say: text, Choices: []string{}, Topic: r.Topic, Node: r.Node}
	for _, c := range r.Choices {
		o.Choices = append(o.Choices, c.Label)
	}
	o.Solved = came.Solved && last
	if t := came.Ticket; t != nil && last {
		o.Handoff = &Handoff{Ticket: t.Number, Why: t.Why, Topic: t.Topic, Refs: append([]string{}, t.Refs...), Facts: t.Facts, Path: t.Path}
	}
	return json.NewEncoder(s.w).Encode(o)
}
