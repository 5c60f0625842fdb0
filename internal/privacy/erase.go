package privacy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
)

// Conversations reads and forgets them.
type Conversations interface {
	Load(ctx context.Context, conv string) (store.Snapshot, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
	Forget(ctx context.Context, conv string) error
}

// Files deletes uploads.
type Files interface {
	DropBlob(ctx context.Context, id string) error
}

// Links deletes what addresses of files stand for.
type Links interface {
	Forget(ctx context.Context, f chat.File) error
}

// Portraits has the picture that a user shows, a JPEG; store.ErrNotFound for who
// shows none.
type Portraits interface {
	Of(ctx context.Context, conv string) ([]byte, error)
	Forget(ctx context.Context, conv string) error
}

// Topics deletes what staff's group shows of a conversation: the lane's
// progress tells where, beside the numbers of its tickets. It returns the
// addresses at which staff wrote, and of those that it was refused. An error
// means that it is to be asked again.
type Topics interface {
	Erase(ctx context.Context, progress []byte, tickets []int64) (deleted, left []chat.Address, err error)
}

// Drafts deletes what staff have begun to write on a ticket.
type Drafts interface {
	Forget(ctx context.Context, ticket int64) error
}

// Options of an Eraser. Topics, Links, Portraits, Drafts and Next may be nil: there are
// none.
type Options struct {
	Conversations Conversations
	Files         Files
	Values        store.Values
	Links         Links
	Portraits     Portraits
	Drafts        Drafts
	Topics        Topics
	Next          channels.DeskLane // what the lane is for as long as nobody is to be forgotten
	Changed       func(conv string) // pages that are open are to look again; may be nil
	Now           func() time.Time
	Log           *slog.Logger
}

// Eraser forgets people.
type Eraser struct{ Options }

// NewEraser returns an Eraser.
func NewEraser(o Options) *Eraser {
	if o.Changed == nil {
		o.Changed = func(string) {}
	}
	return &Eraser{o}
}

const (
	lastWords   = 10 * time.Minute // for which the last words to the user are waited for
	lookAgain   = 2 * time.Second
	topicsAgain = time.Minute
	topicTries  = 10 // before a topic that can't be deleted is left to a person
)

// Lane is a conversation's desk lane. Where it is decided that its user is
// forgotten, it does that: being leased to one worker, tried again, and taken
// over from one that dies, it is done exactly as far as it has to be.
func (e *Eraser) Lane(ctx context.Context, j store.Job) store.Settlement {
	snap, err := e.Conversations.Load(ctx, j.Conv)
	var c chat.Conversation
	if err == nil && snap.State != nil {
		err = chat.Decode(snap.State, &c)
	}
	switch {
	case err != nil:
		e.Log.Error("erasure: a conversation can't be read", "conv", j.Conv, "err", err)
		return store.Settlement{Again: e.Now().Add(lookAgain)}
	case c.Erase != nil:
		return e.erase(ctx, j, snap, c)
	case e.Next != nil:
		return e.Next(ctx, j)
	}
	return store.Settlement{Sent: 1}
}

// erase deletes from outside in: the conversation goes last, so that what was
// cut off goes on from there.
func (e *Eraser) erase(ctx context.Context, j store.Job, snap store.Snapshot, c chat.Conversation) store.Settlement {
	lines, err := e.lines(ctx, j.Conv)
	if err == nil && e.waits(c, lines) {
		return store.Settlement{Again: e.Now().Add(lookAgain)}
	}
	done := Entry{At: c.Erase.At, By: c.Erase.By, Staff: c.Erase.Staff, Channel: c.Address.Channel, Lines: len(lines), Tickets: len(tickets(c))}
	var topics, left []chat.Address
	if err == nil && e.Topics != nil {
		topics, left, err = e.Topics.Erase(ctx, j.Progress, tickets(c))
	}
	if err == nil && len(left) > 0 && j.Tries < topicTries {
		return store.Settlement{Again: e.Now().Add(topicsAgain), Count: true}
	}
	done.Topics, done.TopicsLeft = len(topics), len(left)
	if err == nil {
		done.Files, err = e.files(ctx, c, lines)
	}
	if err == nil && e.Portraits != nil {
		err = e.Portraits.Forget(ctx, j.Conv)
	}
	if err == nil && e.Drafts != nil {
		err = e.drafts(ctx, tickets(c))
	}
	if err == nil {
		err = e.forget(ctx, append(topics, left...), j.Conv, done)
	}
	var f *channels.Failure
	switch {
	case errors.As(err, &f) && f.Class == channels.Later && f.After > 0:
		return store.Settlement{Again: e.Now().Add(f.After)}
	case err != nil:
		e.Log.Error("erasure: it is not finished and goes on", "try", j.Tries, "err", err)
		return store.Settlement{Again: e.Now().Add(topicsAgain), Count: true}
	}
	for _, at := range left {
		e.Log.Error("erasure: a topic of the staff group could not be deleted: delete it by hand, and give the bot the right to delete messages", "topic", at.Thread)
	}
	e.Log.Info("erasure: done", "by", done.By, "channel", done.Channel, "lines", done.Lines, "files", done.Files, "topics", done.Topics)
	e.Changed(j.Conv)
	return store.Settlement{Sent: 1}
}

// waits reports whether the last words to the user are still on their way.
func (e *Eraser) waits(c chat.Conversation, lines []line) bool {
	i := slices.IndexFunc(lines, func(l line) bool { return l.Seq == c.Erase.Last })
	return i >= 0 && lines[i].delivery.State == chat.Queued && e.Now().Sub(c.Erase.At) < lastWords
}

// drafts deletes what was begun on tickets.
func (e *Eraser) drafts(ctx context.Context, tickets []int64) error {
	for _, n := range tickets {
		if err := e.Drafts.Forget(ctx, n); err != nil {
			return fmt.Errorf("delete what was begun on a ticket: %w", err)
		}
	}
	return nil
}

// forget writes a deletion that was asked for down and deletes the conversation, and what staff
// wrote about it that is still under way.
func (e *Eraser) forget(ctx context.Context, topics []chat.Address, conv string, done Entry) error {
	if done.By != chat.ErasedByAge { // nobody asked
		if err := log(ctx, e.Values, done, e.Now); err != nil {
			return err
		}
	}
	for _, at := range topics {
		if err := e.Conversations.Forget(ctx, at.String()); err != nil {
			return fmt.Errorf("forget a staff topic: %w", err)
		}
	}
	if err := e.Conversations.Forget(ctx, conv); err != nil {
		return fmt.Errorf("forget a conversation: %w", err)
	}
	return nil
}

// files deletes the conversation's uploads and counts them.
func (e *Eraser) files(ctx context.Context, c chat.Conversation, lines []line) (n int, err error) {
	for _, f := range attached(c, lines) {
		if e.Links != nil {
			if err := e.Links.Forget(ctx, f); err != nil {
				return n, fmt.Errorf("delete the address of a file: %w", err)
			}
		}
		if f.Blob == "" {
			continue
		}
		if err := e.Files.DropBlob(ctx, f.Blob); err != nil {
			return n, fmt.Errorf("delete a file: %w", err)
		}
		n++
	}
	return n, nil
}

// line is one of the transcript, with what became of it.
type line struct {
	chat.Line
	delivery chat.Delivery
}

func (e *Eraser) lines(ctx context.Context, conv string) ([]line, error) {
	entries, err := e.Conversations.Lines(ctx, conv, 1, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	return readLines(entries)
}

// readLines reads lines as they are stored.
func readLines(entries []store.Entry) (lines []line, err error) {
	for _, entry := range entries {
		var l line
		if err := chat.Decode(entry.Body, &l.Line); err != nil {
			return nil, fmt.Errorf("line %d: %w", entry.Seq, err)
		}
		if len(entry.Delivery) > 0 {
			if err := chat.Decode(entry.Delivery, &l.delivery); err != nil {
				return nil, fmt.Errorf("delivery of line %d: %w", entry.Seq, err)
			}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// attached are the files of a conversation, each once.
func attached(c chat.Conversation, lines []line) (files []chat.File) {
	add := func(f chat.File) {
		if !slices.Contains(files, f) {
			files = append(files, f)
		}
	}
	for _, l := range lines {
		for _, f := range l.Files {
			add(f)
		}
	}
	for _, p := range c.Pictures {
		add(p.File)
	}
	return files
}

// tickets are the numbers of a conversation's tickets.
func tickets(c chat.Conversation) []int64 {
	all := slices.Clone(c.Past)
	if c.Ticket != nil {
		all = append(all, c.Ticket.Number)
	}
	return all
}
