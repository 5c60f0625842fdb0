package forum

import (
	"context"
	"fmt"

	"hotro/internal/channels/telegram"
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
			leads := s.at("")
			leads.Chat = s.Escalation
			_, err := s.Bot.Post(ctx, leads, telegram.Message{Text: text})
			if err == nil {
				s.v.Told = n
			}
			return nil, err
		},
	}
}
