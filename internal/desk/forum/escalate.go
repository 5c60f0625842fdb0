package forum

import (
	"context"
	"fmt"

	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// escalate tells the second chat about a ticket left alone too long, once per
// escalation. A refusal by that chat must not hold up the topic.
func (s *reconciler) escalate() *step {
	n := 0
	for _, e := range s.t.Log {
		if e.What == desk.EvEscalated {
			n++
		}
	}
	if s.Escalation == "" || n <= s.v.Told || !s.t.Open() {
		return nil
	}
	return &step{
		name: "escalate", urgent: true, own: true, skip: func() { s.v.Told = n },
		do: func(ctx context.Context) ([]store.Ref, error) {
			text := s.Say.T("forum.escalation", "number", fmt.Sprint(s.t.Number), "subject", s.Format.Subject(*s.t),
				"user", s.Format.Who(*s.t), "wait", s.waited(s.Now()))
			for _, link := range []string{telegram.TopicLink(s.at(s.v.Thread)), s.Page(s.t.Number)} {
				if link != "" {
					text += "\n" + link
				}
			}
			id, err := s.Bot.Post(ctx, s.leads(), telegram.Message{Text: text})
			if err == nil {
				s.v.Told, s.v.Leads = n, append(s.v.Leads, id)
			}
			return nil, err
		},
	}
}

// leads is the second chat.
func (f *Front) leads() chat.Address {
	at := f.at("")
	at.Chat = f.Escalation
	return at
}

// eraseEscalations takes out of the second chat whom its messages were about. A
// bot may change its own messages however old they are, and delete only young
// ones.
func (f *Front) eraseEscalations(ctx context.Context, v *topicState) error {
	if f.Escalation == "" {
		return nil
	}
	for _, id := range v.Leads {
		err := f.Bot.EditMessage(ctx, f.leads(), id, telegram.Message{Text: f.Say.T("forum.escalation_erased")})
		switch {
		case err != nil && again(err):
			return fmt.Errorf("change a message of the escalation chat: %w", err)
		case err != nil:
			f.Log.Warn("staff group: a message of the escalation chat could not be changed: if it is still there, delete it by hand", "message", id, "err", err)
		}
	}
	return nil
}
