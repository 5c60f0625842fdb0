package forum

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/text"
)

// memberFor is how long an answer about membership is believed: who is thrown
// out is out at the desk no later, even where nothing tells of it.
const memberFor = 3 * time.Minute

// members keeps who is in the group.
type members struct {
	mu    sync.Mutex
	known map[string]member
}

type member struct {
	role  string // "" for a non-member
	until time.Time
	guess bool      // Telegram can't say; it is what lets a person write here
	away  time.Time // until when a Telegram that did not answer is left in peace
}

var (
	errAnonymous = errors.New("anonymous admin")
	errStranger  = errors.New("not a member of the staff group")
	errAway      = errors.New("Telegram did not say a moment ago who is in the staff group")
)

// staff returns who wrote something. errAnonymous and errStranger are people
// who may do nothing here; other errors mean that Telegram could not be asked.
// Only members can write in a group, so when Telegram can't tell, staff are not
// turned away.
func (f *Front) staff(ctx context.Context, u chat.User) (desk.Staff, error) {
	who := desk.Staff{ID: chat.Telegram + ":" + u.ID, Name: text.Name(u.Name)}
	if telegram.IsAnonymousAdmin(u) {
		return who, errAnonymous
	}
	m, ok := f.members.get(u.ID, f.Now())
	if !ok {
		role, err := f.ask(ctx, u.ID)
		guess := err != nil && failure(err).Class == channels.Operator
		switch {
		case guess:
			f.Log.Warn("staff group: cannot ask Telegram who is a member", "err", err)
			role = desk.RoleAgent
		case err != nil:
			return who, err
		}
		m = f.members.put(u.ID, member{role: role, guess: guess, until: f.Now().Add(memberFor)})
	}
	if m.role == "" {
		return who, errStranger
	}
	who.Role = m.role
	return who, nil
}

// How long Role waits for Telegram, and leaves it in peace when it did not
// answer: somebody waits for a page meanwhile.
const (
	roleWithin = 2 * time.Second
	awayFor    = time.Minute
)

// Role returns the role at the desk of who logged in from the group, as it is
// now: "" for who is no member any more. An answer is at most some minutes
// old; an error means that Telegram can't say.
func (f *Front) Role(ctx context.Context, staff string) (string, error) {
	user, ok := strings.CutPrefix(staff, chat.Telegram+":")
	if !ok {
		return "", fmt.Errorf("staff group: %s is nobody of Telegram", staff)
	}
	now := f.Now()
	m, ok := f.members.get(user, now)
	switch {
	case ok && !m.guess:
		return m.role, nil
	case now.Before(m.away):
		return "", errAway
	}
	ctx, cancel := context.WithTimeout(ctx, roleWithin)
	defer cancel()
	role, err := f.ask(ctx, user)
	if err != nil {
		m.away = now.Add(awayFor)
		f.members.put(user, m)
		return "", fmt.Errorf("staff group: who is a member: %w", err)
	}
	f.members.put(user, member{role: role, until: now.Add(memberFor)})
	return role, nil
}

// changed acts on somebody's coming, going, or having other rights in the
// group: who is a member no more is logged out everywhere. Where Telegram
// can't say what they are now, the next look finds it out.
func (f *Front) changed(ctx context.Context, user string) error {
	f.members.put(user, member{})
	role, err := f.Role(ctx, chat.Telegram+":"+user)
	if err != nil {
		f.Log.Warn("staff group: somebody's membership changed, and Telegram can't say how", "err", err)
		return nil
	}
	if role != "" || f.Links == nil {
		return nil
	}
	if err := f.Links.End(ctx, chat.Telegram+":"+user); err != nil {
		return fmt.Errorf("staff group: log out who left: %w", err)
	}
	return nil
}

// ask asks Telegram for somebody's role in the group. A refusal means that it
// knows no such member, unless it is the bot that is refused.
func (f *Front) ask(ctx context.Context, user string) (string, error) {
	m, err := f.Bot.Membership(ctx, f.at(""), user)
	switch {
	case err == nil:
	case failure(err).Class == channels.Refused && !errors.Is(err, telegram.ErrNoChat) && !errors.Is(err, telegram.ErrNotEnoughRights):
		return "", nil
	default:
		return "", err
	}
	switch m {
	case telegram.Admin:
		return desk.RoleLead, nil
	case telegram.Member:
		return desk.RoleAgent, nil
	}
	return "", nil
}

func (m *members) get(user string, now time.Time) (member, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	got, ok := m.known[user]
	return got, ok && now.Before(got.until)
}

func (m *members) put(user string, is member) member {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) > 1000 {
		m.known = map[string]member{}
	}
	m.known[user] = is
	return is
}
