package telegram

import (
	"context"
	"errors"
	"strings"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Colour is that of a topic without an icon of its own; Telegram knows six.
type Colour string

// Colours of topics.
const (
	Blue   Colour = "7322096"
	Yellow Colour = "16766590"
	Red    Colour = "16478047"
)

// Topic is how a forum topic looks.
type Topic struct {
	Name   string
	Icon   string // custom emoji id; "" leaves the icon as it is
	Colour Colour // only of a new topic
}

func (t Topic) params(at chat.Address) map[string]string {
	p := inThread(at)
	p["name"] = t.Name
	if t.Icon != "" {
		p["icon_custom_emoji_id"] = t.Icon
	}
	if t.Colour != "" {
		p["icon_color"] = string(t.Colour)
	}
	return p
}

// Forum is what staff's group can be asked to do: its topics, its members, and
// messages laid out by the caller.
type Forum struct{ *client }

// CreateTopic makes a topic in the group and returns its thread.
func (f *Forum) CreateTopic(ctx context.Context, group chat.Address, t Topic) (thread string, err error) {
	type created struct {
		Thread int64 `json:"message_thread_id"`
	}
	group.Thread = ""
	got, err := result[created](ctx, f.client, "createForumTopic", t.params(group))
	if err != nil {
		return "", err
	}
	return itoa(got.Thread), nil
}

// EditTopic gives the topic at an address another name and icon. A topic that
// has them already is fine.
func (f *Forum) EditTopic(ctx context.Context, at chat.Address, t Topic) error {
	t.Colour = ""
	return f.ensure(ctx, "editForumTopic", t.params(at))
}

// CloseTopic closes a topic to its members. One that is closed is fine.
func (f *Forum) CloseTopic(ctx context.Context, at chat.Address) error {
	return f.ensure(ctx, "closeForumTopic", inThread(at))
}

// ReopenTopic opens a closed topic. One that is open is fine.
func (f *Forum) ReopenTopic(ctx context.Context, at chat.Address) error {
	return f.ensure(ctx, "reopenForumTopic", inThread(at))
}

// DeleteTopic deletes a topic with all its messages, whoever wrote them; the bot
// needs the right to delete messages. One that is gone is ErrTopicNotFound.
func (f *Forum) DeleteTopic(ctx context.Context, at chat.Address) error {
	return f.ensure(ctx, "deleteForumTopic", inThread(at))
}

// TopicIcon is an icon that every bot may give a topic.
type TopicIcon struct {
	Emoji string `json:"emoji"`
	ID    string `json:"custom_emoji_id"`
}

// TopicIcons lists the icons there are.
func (f *Forum) TopicIcons(ctx context.Context) ([]TopicIcon, error) {
	return result[[]TopicIcon](ctx, f.client, "getForumTopicIconStickers", nil)
}

// TopicLink is the address of a topic for members of its group; "" when it
// has none.
func TopicLink(at chat.Address) string {
	id, ok := strings.CutPrefix(at.Chat, "-100")
	if !ok || at.Thread == "" {
		return ""
	}
	return "https://t.me/c/" + id + "/" + at.Thread
}

// Membership is what somebody is in a group.
type Membership int

// The memberships.
const (
	NoMember Membership = iota
	Member
	Admin
)

// Membership asks Telegram what a user is in a group. A server whose answer
// does not say so is the operator's to look at.
func (f *Forum) Membership(ctx context.Context, group chat.Address, user string) (Membership, error) {
	raw, err := f.call(ctx, "getChatMember", map[string]string{"chat_id": group.Chat, "user_id": user})
	if err != nil {
		return NoMember, err
	}
	m, err := decode[membership]("getChatMember", raw)
	switch {
	case err != nil, m.Status == "":
		return NoMember, &channels.Failure{
			Class: channels.Operator, Reason: reasonDown, Err: errors.Join(errors.New("telegram getChatMember: no status"), err),
		}
	case m.Status == "creator", m.Status == "administrator":
		return Admin, nil
	case m.Status == "member", m.Status == "restricted" && m.In:
		return Member, nil
	}
	return NoMember, nil
}

// membership is a member as Telegram describes one, with the rights that the
// bot itself needs.
type membership struct {
	Status string `json:"status"`
	In     bool   `json:"is_member"` // of somebody restricted
	Topics bool   `json:"can_manage_topics"`
	Delete bool   `json:"can_delete_messages"`
	Pin    bool   `json:"can_pin_messages"`
}

// IsAnonymousAdmin reports whether a user is the one that Telegram shows in
// the place of admins who hide behind the group: they all look alike.
func IsAnonymousAdmin(u chat.User) bool { return u.ID == itoa(anonymousAdmin) }

// The Data of a KindService: what was done to a topic by Telegram's own
// buttons.
const (
	TopicClosed   = "closed"
	TopicReopened = "reopened"
)

// MigratedTo reads a KindService that says that the group has a new id.
func MigratedTo(in chat.Incoming) (id string, ok bool) {
	id, ok = strings.CutPrefix(in.Data, movedPrefix)
	return id, ok && in.Kind == chat.KindService
}

// MemberChanged reads a KindService that says that somebody came into the
// group, left it or has other rights there.
func MemberChanged(in chat.Incoming) (user string, ok bool) {
	user, ok = strings.CutPrefix(in.Data, memberPrefix)
	return user, ok && in.Kind == chat.KindService
}

func inThread(at chat.Address) map[string]string {
	p := map[string]string{"chat_id": at.Chat}
	if at.Thread != "" {
		p["message_thread_id"] = at.Thread
	}
	return p
}
