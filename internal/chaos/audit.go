package chaos

import (
	"bytes"
	"encoding/json"
	"os"

	"hotro/internal/chat"
)

// record is one line of a transcript as the audit reads it.
type record struct {
	chat.Line
	sent *chat.Delivery
}

// sentTo is one message of the bot as the user's platform has it.
type sentTo struct{ id, text string }

// audit compares what was said, what the store holds and what was sent.
func (w *World) audit(b book, c *crowd, r *Report) {
	w.tb.Helper()
	l := w.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	shown := w.platforms.shown()
	for _, p := range c.people {
		lines, err := transcript(w, b, p.at.String())
		if err != nil {
			w.tb.Fatalf("read the transcript of %s: %v", p.at, err)
		}
		a := &account{w: w, p: p, r: r, lines: lines, sent: w.platforms.sentTo(p), shown: shown}
		a.check()
	}
	dead, err := b.DeadList(w.ctx, 1000)
	if err != nil {
		w.tb.Fatal(err)
	}
	for _, d := range dead {
		a := d
		r.Problems = append(r.Problems, "dead letter of "+a.Conv+" in "+a.Queue+": "+a.Reason)
	}
	r.Dead, r.Hooks = len(dead), l.hooks
	r.Turns = w.count(`"msg":"turn"`)
	r.Problems = append(r.Problems, l.problems...)
	if len(r.Problems) > 20 {
		r.Problems = append(r.Problems[:20], "and more")
	}
	w.found = r.Problems
}

func transcript(w *World, b book, conv string) ([]record, error) {
	rows, err := b.Lines(w.ctx, conv, 1, 1<<40)
	if err != nil {
		return nil, err
	}
	out := make([]record, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal(row.Body, &out[i].Line); err != nil {
			return nil, err
		}
		if len(row.Delivery) > 0 {
			out[i].sent = new(chat.Delivery)
			if err := json.Unmarshal(row.Delivery, out[i].sent); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// lastTurn is what the bots' outputs tell of the last turn of a conversation;
// empty when it had none.
func (w *World) lastTurn(conv string) (line string) {
	at := ""
	for _, one := range w.replicas {
		b, err := os.ReadFile(one.output)
		if err != nil {
			continue
		}
		for l := range bytes.Lines(b) {
			var turn struct{ Time, Msg, Conv string }
			if bytes.Contains(l, []byte(conv)) && json.Unmarshal(l, &turn) == nil && turn.Msg == "turn" && turn.Conv == conv && turn.Time > at {
				at, line = turn.Time, string(l)
			}
		}
	}
	return line
}

// count counts the lines of all bots' outputs that hold some words.
func (w *World) count(words string) int {
	n := 0
	for _, one := range w.replicas {
		if b, err := os.ReadFile(one.output); err == nil {
			n += bytes.Count(b, []byte(words))
		}
	}
	return n
}
