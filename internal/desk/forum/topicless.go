package forum

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// A group whose topics are switched off is still a group: tickets are shown in
// General, every message with the ticket's number, and staff answer by replying
// to one. A topic is tried again now and then.

const (
	topicsAgain = 5 * time.Minute
	inGeneral   = 14 * 24 * time.Hour // for so long a reply to a message finds its ticket
)

// general reports whether the ticket is shown in General.
func (v *topicState) general() bool { return !v.General.IsZero() && v.Thread == "" }

// toGeneral shows the ticket in General from now on.
func (s *reconciler) toGeneral() {
	until := s.Now().Add(topicsAgain)
	if s.v.general() {
		s.v.General = until
		return
	}
	if s.v.Thread != "" {
		s.v.lose(s.t, s.last())
	}
	s.v.General = until
}

// toTopic begins the ticket's topic anew, after it was shown in General.
func (s *reconciler) toTopic() {
	if !s.v.General.IsZero() {
		s.v.lose(s.t, s.last())
	}
}

// titled says in General which ticket the pieces are of.
func (s *reconciler) titled(group []piece) []piece {
	if !s.v.general() {
		return group
	}
	title := fmt.Sprintf("#%d · %s", s.t.Number, s.user(*s.t))
	group = slices.Clone(group)
	if len(group[0].files) > 0 {
		group[0].text = caption(group[0])
		group[0].label = title + ":"
		return group
	}
	return slices.Insert(group, 0, piece{label: fmt.Sprintf("#%d", s.t.Number), text: s.user(*s.t)})
}

// inGeneral remembers whose messages of General are.
func (s *reconciler) inGeneral(ctx context.Context, ids ...string) error {
	if !s.v.general() {
		return nil
	}
	raw := []byte(encode(binding{Conv: s.job.Conv, Ticket: s.t.Number}))
	for _, id := range ids {
		if err := s.put(ctx, generalKey(s.Group.StaffChat(), id), raw, inGeneral); err != nil {
			return fmt.Errorf("message of ticket %d: %w", s.t.Number, err)
		}
	}
	return nil
}

// shows finds the ticket that something was done to: in its topic, or by a
// reply to its message, or a button of it, in General.
func (v *interaction) shows(ctx context.Context) (binding, bool, error) {
	if v.in.From.Thread != "" {
		return v.bound(ctx, v.in.From)
	}
	at := v.in.ReplyTo
	if v.in.Kind == chat.KindButton {
		at = v.in.Message
	}
	if at == "" {
		return binding{}, false, nil
	}
	return v.binding(ctx, generalKey(v.in.From.Chat, at))
}

// postCard posts the ticket's card, and remembers it where that is General.
func (s *reconciler) postCard(ctx context.Context) ([]store.Ref, error) {
	refs, err := s.post(ctx)
	if err != nil {
		return nil, err
	}
	return refs, s.owned(ctx, s.v.Card)
}
