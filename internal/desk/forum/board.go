package forum

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/retry"
)

// The board is a pinned message in General that says who waits, who is overdue,
// and who of staff holds how many tickets. It is changed in place, so that it
// costs the group no message; a digest once in the morning is one.

// boardEvery is how often the board is looked at.
const boardEvery = time.Minute

// boardState is the board as the group shows it.
type boardState struct {
	Message string `json:"message"`
	Shown   string `json:"shown"`
}

func boardKey(chatID string) string { return "forum/board/" + chatID }

// KeepBoard keeps the board in step until ctx ends. Run it on one replica.
func (f *Front) KeepBoard(ctx context.Context) {
	for retry.Sleep(ctx, boardEvery) {
		if err := f.Board(ctx); err != nil && ctx.Err() == nil {
			f.Log.Warn("staff group: the board is not in step", "err", err)
		}
	}
}

// Board brings the board in step, and says good morning once a day when people
// begin to work. A group in which nobody has ever waited has no board.
func (f *Front) Board(ctx context.Context) error {
	open, err := f.Tickets.Queue(ctx)
	if err != nil {
		return fmt.Errorf("board: %w", err)
	}
	if err := f.digest(ctx, open); err != nil {
		return err
	}
	var was boardState
	raw, err := f.get(ctx, boardKey(f.Group.StaffChat()))
	if err != nil {
		return fmt.Errorf("board: %w", err)
	}
	_ = json.Unmarshal(raw, &was) // an unreadable one is put up anew
	if len(open) == 0 && was.Message == "" {
		return nil
	}
	now := f.board(ctx, open)
	if was.Shown == hash(now) {
		return nil
	}
	return f.putUp(ctx, was, now)
}

// putUp shows the board, in its old message or a new one.
func (f *Front) putUp(ctx context.Context, b boardState, words string) error {
	m := telegram.Message{Text: words, Silent: true}
	if b.Message != "" {
		err := f.Bot.EditMessage(ctx, f.at(""), b.Message, m)
		switch {
		case errors.Is(err, telegram.ErrMessageGone):
			b.Message = ""
		case err != nil:
			return fmt.Errorf("board: %w", err)
		}
	}
	if b.Message == "" {
		if f.Budget(ctx, Wish{Rank: RankLast}) > 0 {
			return nil // the next look is soon
		}
		id, err := f.Bot.Post(ctx, f.at(""), m)
		if err != nil {
			return fmt.Errorf("board: %w", err)
		}
		b.Message = id
		if err := f.Bot.PinMessage(ctx, f.at(""), id); err != nil {
			f.Log.Warn("staff group: the board is not pinned; "+remedy(err), "err", err)
		}
	}
	b.Shown = hash(words)
	return f.put(ctx, boardKey(f.Group.StaffChat()), []byte(encode(b)), 0)
}

// board words the board: who waits, the overdue first, then who holds how many.
func (f *Front) board(ctx context.Context, open []chat.Ticket) string {
	var lines []string
	held := map[string]int{}
	for _, t := range open {
		if f.waits(t) {
			lines = append(lines, f.listed(ctx, t))
		}
		if t.State == chat.Claimed {
			held[t.Holder.Name]++
		}
	}
	out := f.Say.T("forum.board", "n", fmt.Sprint(len(lines)))
	if len(lines) == 0 {
		out = f.Say.T("forum.board_empty")
	}
	if n := len(lines); n > maxListed {
		lines = append(lines[:maxListed], fmt.Sprintf("… +%d", n-maxListed))
	}
	for _, l := range lines {
		out += "\n" + l
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(held)) {
		names = append(names, fmt.Sprintf("%s %d", name, held[name]))
	}
	if len(names) > 0 {
		out += "\n" + f.Say.T("forum.board_held", "names", strings.Join(names, ", "))
	}
	return out
}

// digest says good morning with how much is left of the night, at the first look
// of a morning at which people are at work. It names nobody: the message stays.
func (f *Front) digest(ctx context.Context, open []chat.Ticket) error {
	now := f.Desk.Lifecycle.Local(f.Now())
	waiting := len(slices.DeleteFunc(slices.Clone(open), func(t chat.Ticket) bool { return !f.waits(t) }))
	today := "digest/" + now.Format(time.DateOnly)
	told, err := f.get(ctx, onceKey(today))
	if err != nil {
		return fmt.Errorf("morning digest: %w", err)
	}
	switch {
	case !f.Desk.Promises.AtWork(now), now.Hour() < 6, now.Hour() >= 12, told != nil:
		return nil
	case waiting > 0 && f.Budget(ctx, Wish{Rank: RankSoon}) > 0:
		return nil // the next look is soon
	case !f.once(ctx, today), waiting == 0:
		return nil
	}
	words := f.Say.T("forum.digest", "n", fmt.Sprint(waiting), "held", fmt.Sprint(len(open)-waiting))
	if _, err := f.Bot.Post(ctx, f.at(""), telegram.Message{Text: words, Silent: true}); err != nil {
		return fmt.Errorf("morning digest: %w", err)
	}
	return nil
}
