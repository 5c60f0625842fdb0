package channels

import (
	"time"

	"hotro/internal/chat"
)

// Heard is what a platform's adapter makes of one raw update, in a form that
// people read and write: the corpora of updates say so what is wanted, and
// "bot replay" what would happen.
type Heard struct {
	Arrivals []HeardArrival `json:"arrivals,omitempty"`
	Receipts []HeardReceipt `json:"receipts,omitempty"`
	Ignored  string         `json:"ignored,omitempty"` // why nothing arrived
}

// HeardArrival is one chat.Incoming. Of what is as usual nothing is shown.
type HeardArrival struct {
	ID      string    `json:"id,omitempty"`
	Kind    chat.Kind `json:"kind"`
	Text    string    `json:"text,omitempty"`
	Data    string    `json:"data,omitempty"`
	Files   []string  `json:"files,omitempty"` // kind, then name or the platform's reference
	From    string    `json:"from,omitempty"`  // the writer's id
	Name    string    `json:"name,omitempty"`
	Chat    string    `json:"chat,omitempty"` // where it was written, unless that is the writer's own chat
	Thread  string    `json:"thread,omitempty"`
	Message string    `json:"message,omitempty"`
	ReplyTo string    `json:"reply_to,omitempty"`
	Quote   string    `json:"quote,omitempty"`
	Album   string    `json:"album,omitempty"`
	Origin  string    `json:"origin,omitempty"`
	At      time.Time `json:"at,omitzero"`
}

// HeardReceipt is one chat.Receipt.
type HeardReceipt struct {
	Message string      `json:"message"`
	State   string      `json:"state"`
	Chat    string      `json:"chat,omitempty"`
	Reason  chat.Reason `json:"reason,omitempty"`
}

// Hear shows what came of an update.
func Hear(got Arrivals) Heard {
	h := Heard{Ignored: got.Ignored}
	for _, in := range got.Messages {
		a := HeardArrival{
			ID: in.ID, Kind: in.Kind, Text: in.Text, Data: in.Data, From: in.User.ID, Name: in.User.Name, Thread: in.From.Thread,
			Message: in.Message, ReplyTo: in.ReplyTo, Quote: in.Quote, Album: in.Album, Origin: in.Origin, At: in.At,
		}
		if in.From.Chat != in.User.ID {
			a.Chat = in.From.Chat
		}
		for _, f := range in.Files {
			name := f.Name
			if name == "" {
				name = f.Ref
			}
			a.Files = append(a.Files, string(f.Kind)+" "+name)
		}
		h.Arrivals = append(h.Arrivals, a)
	}
	for _, r := range got.Receipts {
		h.Receipts = append(h.Receipts, HeardReceipt{r.Message, r.State, r.From.Chat, r.Reason})
	}
	return h
}
