package forum

import (
	"context"
	"errors"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// Signs (emoji put on a message) go both ways: the bot puts the user's on the
// topic's message, and what staff put there on the user's.

// sign puts the user's emoji on the message that shows the line; nil when all
// are shown. A line that no message of its own shows has no place for one.
func (s *reconciler) sign() *step {
	for _, l := range s.lines {
		at := s.message(l)
		if l.By == chat.ByUser || l.Sign == s.v.Signs[l.Seq] || at == "" || at == s.v.Card || !s.toldHere(l) {
			continue
		}
		done := func() { s.v.Signs = s.v.keep(s.v.Signs, l.Seq, l.Sign) }
		return &step{name: "sign", look: true, free: true, skip: done, do: func(ctx context.Context) ([]store.Ref, error) {
			err := s.Bot.React(ctx, s.at(s.v.Thread), at, l.Sign)
			if err == nil {
				done()
			}
			return nil, err
		}}
	}
	return nil
}

// signedFor is how long what staff put on a message finds its ticket: Telegram
// names the message alone.
const signedFor = 14 * 24 * time.Hour

// owned remembers of which ticket the user's words in these messages are. It is
// for decoration: failure is fine, but in General, where answers need it. In a
// topic the user is not named: nobody has to find the note to forget them.
func (s *reconciler) owned(ctx context.Context, ids ...string) error {
	if s.v.general() {
		return s.inGeneral(ctx, ids...)
	}
	raw := []byte(encode(binding{Ticket: s.t.Number}))
	for _, id := range ids {
		if err := s.put(ctx, generalKey(s.Group.StaffChat(), id), raw, signedFor); err != nil {
			s.Log.Debug("staff group: whose message it is was not noted", "err", err)
		}
	}
	return nil
}

// reaction puts what a member put on the topic's message on the user's line.
func (v *interaction) reaction(ctx context.Context) error {
	shows, known, err := v.binding(ctx, generalKey(v.in.From.Chat, v.in.Message))
	if err != nil || !known {
		return err
	}
	switch _, err := v.staff(ctx, v.in.User); {
	case errors.Is(err, errAnonymous), errors.Is(err, errStranger):
		return nil
	case err != nil:
		return err
	}
	t, err := v.Tickets.Ticket(ctx, shows.Ticket)
	if errors.Is(err, desk.ErrNoTicket) {
		return nil
	}
	if err != nil {
		return err
	}
	conv := t.Conv.String()
	seq, err := v.Tickets.Find(ctx, conv, "desk", v.in.Message)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	err = v.Desk.Sign(ctx, conv, seq, v.in.Data, v.id())
	if errors.Is(err, desk.ErrNotYours) || errors.Is(err, desk.ErrNoTicket) {
		return nil
	}
	return err
}
