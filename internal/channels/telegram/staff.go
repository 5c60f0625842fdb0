package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"

	"hotro/internal/channels"
)

// staffChat is the forum group that staff work in, as far as the bot knows it.
type staffChat struct {
	*client
	broken channels.Troubles
	at     atomic.Int64 // 0 without one; moves when Telegram migrates the group
}

// StaffChat returns the chat id of the staff group, or "" without one.
func (g *staffChat) StaffChat() string {
	if id := g.at.Load(); id != 0 {
		return strconv.FormatInt(id, 10)
	}
	return ""
}

// MoveStaffChat tells the bot that the staff group has a new id (Telegram
// upgraded it), so that its messages are still let in.
func (g *staffChat) MoveStaffChat(id string) {
	n, _ := strconv.ParseInt(id, 10, 64) // Validate, or Telegram, made it a number
	g.at.Store(n)
}

// is reports whether a chat is the staff group.
func (g *staffChat) is(c *chatInfo) bool { return c != nil && c.ID != 0 && c.ID == g.at.Load() }

// CheckStaffChat looks at the staff group and returns what hinders a hand-off
// there, each with what to do about it; none when all is well or there is no
// staff group. An error means that Telegram could not be asked.
func (g *staffChat) CheckStaffChat(ctx context.Context) ([]string, error) {
	id := g.StaffChat()
	if id == "" {
		return nil, nil
	}
	group, problem, err := ask[chatInfo](ctx, g.client, "getChat", map[string]string{"chat_id": id})
	if problem != "" || err != nil {
		return one(problem), err
	}
	var problems []string
	switch {
	case group.Type != "supergroup":
		problems = append(problems, fmt.Sprintf("TELEGRAM_STAFF_CHAT %s is a %s: turn Topics on in the group's settings and use the id it gets then", id, group.Type))
	case !group.IsForum:
		problems = append(problems, fmt.Sprintf("TELEGRAM_STAFF_CHAT %s has no topics: turn Topics on in the group's settings", id))
	}
	m, problem, err := ask[membership](ctx, g.client, "getChatMember", map[string]string{"chat_id": id, "user_id": g.id})
	if problem != "" || err != nil {
		return append(problems, one(problem)...), err
	}
	switch {
	case m.Status == "creator":
	case m.Status == "administrator":
		for _, right := range []struct {
			has  bool
			name string
		}{{m.Topics, "Manage topics"}, {m.Pin, "Pin messages"}, {m.Delete, "Delete messages"}} {
			if !right.has {
				problems = append(problems, "the bot is an admin of the staff group without the right \""+right.name+"\": give it in the group's admin list")
			}
		}
	default:
		problems = append(problems, "the bot is not an admin of the staff group (it is "+m.Status+"): make it one, with the right \"Manage topics\"")
		if me, err := g.Me(ctx); err == nil && !me.ReadsAllGroups {
			problems = append(problems, "privacy mode is on, so the bot does not see what staff write: as an admin it does")
		}
	}
	return problems, nil
}

func one(problem string) []string {
	if problem == "" {
		return nil
	}
	return []string{problem}
}

// ask makes a call of which a refusal is a finding, not an error.
func ask[T any](ctx context.Context, c *client, method string, params map[string]string) (T, string, error) {
	var none T
	raw, err := c.call(ctx, method, params)
	var f *channels.Failure
	switch {
	case errors.As(err, &f) && f.Class == channels.Moved:
		return none, "the staff group was upgraded: set TELEGRAM_STAFF_CHAT=" + f.To, nil
	case errors.As(err, &f) && (f.Class == channels.Refused || f.Class == channels.Gone):
		return none, fmt.Sprintf("the bot can't see TELEGRAM_STAFF_CHAT %s: add the bot to the group and check the number (%v)", params["chat_id"], f.Err), nil
	case err != nil:
		return none, "", err
	}
	v, err := decode[T](method, raw)
	return v, "", err
}
