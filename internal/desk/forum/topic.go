package forum

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// Colours a topic can be made with; the icon that follows the state covers
// them where the group has it.
const (
	colourNormal = "7322096"  // blue
	colourHigh   = "16766590" // yellow
	colourUrgent = "16478047" // red
)

// create makes the ticket's topic. What it shows is remembered before a word
// is said in it, so that nothing staff write there is ever without an owner.
func (s *round) create(ctx context.Context) ([]store.Ref, error) {
	if thread, err := s.adopt(ctx); thread != "" || err != nil {
		s.v.Thread, s.v.Name = thread, ""
		return nil, err
	}
	name, icon := s.name(), s.icons.id(s.state())
	params := map[string]string{"name": name, "icon_color": s.colour()}
	if icon != "" {
		params["icon_custom_emoji_id"] = icon
	}
	var topic struct {
		Thread int64 `json:"message_thread_id"`
	}
	if err := s.call(ctx, "createForumTopic", params, &topic); err != nil {
		return nil, err
	}
	thread := strconv.FormatInt(topic.Thread, 10)
	if err := s.bind(ctx, thread); err != nil {
		return nil, fmt.Errorf("topic of ticket %d: %w", s.t.Number, err)
	}
	s.v.Thread, s.v.Name, s.v.Icon = thread, name, icon
	return nil, nil
}

// bind remembers which ticket a topic shows, both ways.
func (s *round) bind(ctx context.Context, thread string) error {
	raw := []byte(encode(binding{Conv: s.job.Conv, Ticket: s.t.Number}))
	if err := s.put(ctx, topicKey(s.Group.StaffChat(), thread), raw, 0); err != nil {
		return err
	}
	return s.put(ctx, ticketKey(s.t.Number), []byte(thread), 0)
}

// adopt finds a topic that was made for the ticket just before the program
// died. One that was found missing is not taken again.
func (s *round) adopt(ctx context.Context) (string, error) {
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

// name is the topic's title: number, user, topic.
func (s *round) name() string {
	user := brief(s.t.User.Name, 40)
	if user == "" {
		user = s.Say.T("desk.no_name")
	}
	return brief(fmt.Sprintf("#%d · %s · %s", s.t.Number, user, s.Desk.Subject(*s.t)), 128)
}

func (s *round) colour() string {
	switch {
	case s.t.Priority >= 2:
		return colourUrgent
	case s.t.Priority == 1:
		return colourHigh
	}
	return colourNormal
}

// stateUrgent is the look of a ticket that waits and is urgent.
const stateUrgent = "urgent"

// state is what the topic's icon tells.
func (s *round) state() string {
	if s.t.State == chat.Waiting && s.t.Priority > 0 {
		return stateUrgent
	}
	return s.t.State
}

func (s *round) rename(name, icon string) func(context.Context) ([]store.Ref, error) {
	return func(ctx context.Context) ([]store.Ref, error) {
		params := map[string]string{"message_thread_id": s.v.Thread, "name": name}
		if icon != "" {
			params["icon_custom_emoji_id"] = icon
		}
		err := s.call(ctx, "editForumTopic", params, nil)
		if err == nil {
			s.v.Name, s.v.Icon = name, icon
		}
		return nil, err
	}
}

func (s *round) reopen(ctx context.Context) ([]store.Ref, error) {
	err := s.call(ctx, "reopenForumTopic", map[string]string{"message_thread_id": s.v.Thread}, nil)
	if err == nil {
		s.v.Shut, s.v.Locked = false, false
	}
	return nil, err
}

func (s *round) shut(ctx context.Context) ([]store.Ref, error) {
	err := s.call(ctx, "closeForumTopic", map[string]string{"message_thread_id": s.v.Thread}, nil)
	if err == nil {
		s.v.Shut = true
	}
	return nil, err
}

// topicLink is the address of a topic for members of the group.
func topicLink(chatID, thread string) string {
	id, ok := strings.CutPrefix(chatID, "-100")
	if !ok || thread == "" {
		return ""
	}
	return "https://t.me/c/" + id + "/" + thread
}
