package telegram

import (
	"context"
	"errors"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/retry"
)

const watchEvery = time.Minute

// StaffKey is the trouble of a staff group that the bot can't work in.
const StaffKey = "telegram.staff"

// WatchStaffChat looks at the staff group every minute until ctx ends, so that
// a group nobody can work in is known before a user is passed on to it.
func (g *staffChat) WatchStaffChat(ctx context.Context) {
	for retry.Sleep(ctx, watchEvery) {
		g.lookAtStaffChat(ctx)
	}
}

// lookAtStaffChat tells what hinders work in the group, or that nothing does. A
// Telegram that does not answer tells neither.
func (g *staffChat) lookAtStaffChat(ctx context.Context) {
	id := g.StaffChat()
	if id == "" {
		return
	}
	switch why, err := g.hindrance(ctx, id); {
	case err != nil:
		g.log.Debug("telegram: the staff group can't be looked at", "err", err)
	case why != "":
		g.broken.Report(ctx, StaffKey, why)
	default:
		g.broken.Clear(ctx, StaffKey)
	}
}

// became acts on what the bot has become in the staff group.
func (g *staffChat) became(status string) {
	ctx, cancel := context.WithTimeout(context.Background(), pressTimeout)
	defer cancel()
	switch status {
	case "kicked", "left":
		g.broken.Report(ctx, StaffKey, reasonKicked)
	case "administrator", "creator":
		g.broken.Clear(ctx, StaffKey)
	}
}

func (g *staffChat) hindrance(ctx context.Context, id string) (chat.Reason, error) {
	group, err := result[chatInfo](ctx, g.client, "getChat", map[string]string{"chat_id": id})
	if err != nil {
		return lasting(err)
	}
	me, err := result[membership](ctx, g.client, "getChatMember", map[string]string{"chat_id": id, "user_id": g.id})
	switch {
	case err != nil:
		return lasting(err)
	case me.Status == "left" || me.Status == "kicked":
		return reasonKicked, nil
	case !group.IsForum:
		return reasonNoTopics, nil
	case me.Status == "administrator" && !me.Topics, me.Status == "restricted":
		return reasonNoRights, nil
	}
	return "", nil
}

// lasting returns the reason of an error that does not pass by itself.
func lasting(err error) (chat.Reason, error) {
	var f *channels.Failure
	if errors.As(err, &f) && (f.Class == channels.Refused || f.Class == channels.Gone || f.Class == channels.Operator) {
		return f.Reason, nil
	}
	return "", err
}
