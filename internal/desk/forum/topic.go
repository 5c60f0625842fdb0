package forum

import (
	"context"
	"fmt"
	"time"

	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
)

// create makes the ticket's topic. What it shows is stored before anything is
// posted in it, so that whatever staff write there always has an owner.
func (s *reconciler) create(ctx context.Context) ([]store.Ref, error) {
	if thread, err := s.adopt(ctx); thread != "" || err != nil {
		s.v.Thread, s.v.Name = thread, ""
		return nil, err
	}
	name, icon := s.name(), s.icons.id(s.state())
	thread, err := s.Bot.CreateTopic(ctx, s.at(""), telegram.Topic{Name: name, Icon: icon, Colour: s.colour()})
	if err != nil {
		return nil, err
	}
	if err := s.bind(ctx, thread); err != nil {
		return nil, fmt.Errorf("topic of ticket %d: %w", s.t.Number, err)
	}
	s.toTopic()
	s.v.Thread, s.v.Name, s.v.Icon, s.v.Paid = thread, name, icon, true
	return nil, nil
}

// boundFor is how long it is known which ticket a topic shows: longer than one is
// talked about.
const boundFor = 366 * 24 * time.Hour

// bind stores which ticket a topic shows, both ways.
func (s *reconciler) bind(ctx context.Context, thread string) error {
	raw := []byte(encode(binding{Conv: s.job.Conv, Ticket: s.t.Number}))
	if err := s.put(ctx, topicKey(s.Group.StaffChat(), thread), raw, boundFor); err != nil {
		return err
	}
	return s.put(ctx, ticketKey(s.t.Number), []byte(thread), boundFor)
}

// adopt finds a topic that was made for the ticket just before a crash. One
// found missing is not adopted again.
func (s *reconciler) adopt(ctx context.Context) (string, error) {
	if s.v.Lost > 0 {
		return "", nil
	}
	thread, err := s.get(ctx, ticketKey(s.t.Number))
	if err != nil || thread == nil {
		return "", err
	}
	b, ok, err := s.bound(ctx, s.at(string(thread)))
	if err != nil || !ok || b.Ticket != s.t.Number {
		return "", err
	}
	return string(thread), nil
}

// name is the topic's title: who holds it, the number and the user, what it is
// about. The icon before it says how it stands.
func (s *ticketLook) name() string {
	name := fmt.Sprintf("#%d %s · %s", s.t.Number, s.user(*s.t), s.Format.Subject(*s.t))
	if s.t.State == chat.Claimed && s.t.Holder.Name != "" {
		name = text.Brief(s.t.Holder.Name, 24) + " · " + name
	}
	return text.Brief(name, 128)
}

// user names a ticket's user in a title, always with something visible.
func (f *Front) user(t chat.Ticket) string {
	name := text.Clip(text.Name(t.User.Name), 40)
	switch {
	case name != "":
		return name
	case t.User.Username != "":
		return "@" + t.User.Username
	}
	return f.Say.T("desk.no_name")
}

// colour is that of a new topic; the icon that follows the state covers it
// where the group has one.
func (s *ticketLook) colour() telegram.Colour {
	switch {
	case s.t.Priority >= 2:
		return telegram.Red
	case s.t.Priority == 1:
		return telegram.Yellow
	}
	return telegram.Blue
}

// stateUrgent is the look of a ticket that waits and is urgent, and of one
// whose answer is overdue.
const stateUrgent = "urgent"

// state is what the topic's icon shows.
func (s *ticketLook) state() string {
	if s.t.State == chat.Waiting && s.t.Priority > 0 || s.overdue() {
		return stateUrgent
	}
	return s.t.State
}

func (s *reconciler) rename(name, icon string) func(context.Context) ([]store.Ref, error) {
	return func(ctx context.Context) ([]store.Ref, error) {
		err := s.Bot.EditTopic(ctx, s.at(s.v.Thread), telegram.Topic{Name: name, Icon: icon})
		if err == nil {
			s.v.Name, s.v.Icon = name, icon
		}
		return nil, err
	}
}

func (s *reconciler) reopen(ctx context.Context) ([]store.Ref, error) {
	err := s.Bot.ReopenTopic(ctx, s.at(s.v.Thread))
	if err == nil {
		s.v.Shut, s.v.Locked = false, false
	}
	return nil, err
}

func (s *reconciler) closeTopic(ctx context.Context) ([]store.Ref, error) {
	err := s.Bot.CloseTopic(ctx, s.at(s.v.Thread))
	if err == nil {
		s.v.Shut = true
	}
	return nil, err
}
