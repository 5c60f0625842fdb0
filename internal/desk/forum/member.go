package forum

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/text"
)

// memberFor is how long an answer about membership is cached.
const memberFor = 5 * time.Minute

// members caches who is in the group.
type members struct {
	mu    sync.Mutex
	known map[string]member
}

type member struct {
	role  string // "" for a non-member
	until time.Time
}

var (
	errAnonymous = errors.New("anonymous admin")
	errStranger  = errors.New("not a member of the staff group")
)

// staff returns who wrote something. errAnonymous and errStranger are people
// who may do nothing here; other errors mean that Telegram could not be asked.
func (f *Front) staff(ctx context.Context, u chat.User) (desk.Staff, error) {
	who := desk.Staff{ID: chat.Telegram + ":" + u.ID, Name: text.Name(u.Name)}
	if telegram.IsAnonymousAdmin(u) {
		return who, errAnonymous
	}
	m, ok := f.members.get(u.ID, f.Now())
	if !ok {
		role, err := f.role(ctx, u.ID)
		if err != nil {
			return who, err
		}
		m = f.members.put(u.ID, role, f.Now())
	}
	if m.role == "" {
		return who, errStranger
	}
	who.Role = m.role
	return who, nil
}

// role asks Telegram for somebody's role in the group. Only members can write
// in a group, so when Telegram cannot tell, staff are not turned away.
func (f *Front) role(ctx context.Context, user string) (string, error) {
	m, err := f.Bot.Membership(ctx, f.at(""), user)
	switch c := failure(err).Class; {
	case err == nil:
	case c == channels.Refused:
		return "", nil
	case c == channels.Operator:
		f.Log.Warn("staff group: cannot ask Telegram who is a member", "err", err)
		return desk.RoleAgent, nil
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

func (m *members) put(user, role string, now time.Time) member {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) > 1000 {
		m.known = map[string]member{}
	}
	got := member{role: role, until: now.Add(memberFor)}
	m.known[user] = got
	return got
}
