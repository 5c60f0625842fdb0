package forum

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/store"
)

// errBudget asks to be called again when the group may be asked once more.
var errBudget = errors.New("the group's limit is reached")

// Erase deletes all that the group shows of a conversation: the topics of its
// tickets, with what everybody wrote there; messages in General of a group
// without topics; whom the messages of the escalation chat are about; and what is kept about them. progress is the lane's. It
// returns the topics, and of those the ones that Telegram does not let the bot
// delete. After an error, ask again: what is deleted is not found any more.
func (f *Front) Erase(ctx context.Context, progress []byte, tickets []int64) (deleted, left []chat.Address, err error) {
	v := readTopicState(progress)
	for _, erase := range []func(context.Context, *topicState) error{f.eraseGeneral, f.eraseEscalations} {
		if err := erase(ctx, v); err != nil {
			return nil, nil, err
		}
	}
	threads, err := f.threads(ctx, v, tickets)
	if err != nil {
		return nil, nil, err
	}
	for _, thread := range threads {
		at := f.at(thread)
		refused, err := f.eraseTopic(ctx, at)
		switch {
		case err != nil:
			return nil, nil, err
		case refused:
			left = append(left, at)
		default:
			deleted = append(deleted, at)
		}
	}
	if len(left) > 0 {
		return deleted, left, nil
	}
	for _, n := range tickets {
		if err := f.drop(ctx, ticketKey(n)); err != nil {
			return nil, nil, err
		}
	}
	return deleted, nil, nil
}

// threads are the topics in which the tickets were shown.
func (f *Front) threads(ctx context.Context, v *topicState, tickets []int64) ([]string, error) {
	all := append(slices.Clone(v.OldTopics), v.Thread)
	for _, n := range tickets {
		thread, err := f.get(ctx, ticketKey(n))
		if err != nil {
			return nil, err
		}
		all = append(all, string(thread))
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" }), nil
}

// eraseTopic deletes a topic and forgets what it showed; one that is gone is
// fine. It reports whether Telegram refused.
func (f *Front) eraseTopic(ctx context.Context, at chat.Address) (refused bool, err error) {
	if err := f.afford(ctx); err != nil {
		return false, err
	}
	err = f.Bot.DeleteTopic(ctx, at)
	refused = err != nil && !errors.Is(err, telegram.ErrTopicNotFound)
	switch {
	case refused && again(err):
		return false, fmt.Errorf("delete a topic: %w", err)
	case refused:
		f.Log.Error("staff group: a topic can't be deleted; "+remedy(err), "topic", at.Thread, "err", err)
	}
	return refused, f.drop(ctx, topicKey(at.Chat, at.Thread))
}

// eraseGeneral deletes a ticket's messages in General, of a group without
// topics.
func (f *Front) eraseGeneral(ctx context.Context, v *topicState) error {
	if !v.general() {
		return nil
	}
	ids := []string{v.Card}
	for _, s := range v.Seen {
		ids = append(ids, s.ID)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if id == "" {
			continue
		}
		if kept, err := f.get(ctx, generalKey(f.Group.StaffChat(), id)); err != nil || kept == nil {
			if err != nil {
				return err
			}
			continue // deleted before
		}
		if err := f.afford(ctx); err != nil {
			return err
		}
		if err := f.Bot.DeleteMessage(ctx, f.at(""), id); err != nil && again(err) {
			return fmt.Errorf("delete a message: %w", err)
		}
		if err := f.drop(ctx, generalKey(f.Group.StaffChat(), id)); err != nil {
			return err
		}
	}
	return nil
}

// afford asks for one message of the group's budget.
func (f *Front) afford(ctx context.Context) error {
	if wait := f.Budget(ctx, Wish{Rank: RankSoon}); wait > 0 {
		return &channels.Failure{Class: channels.Later, After: wait, Err: errBudget}
	}
	return nil
}

// again reports whether a failure is worth another try.
func again(err error) bool {
	c := failure(err).Class
	return c == channels.Later || c == channels.Unknown
}

// drop deletes a value.
func (f *Front) drop(ctx context.Context, key string) error {
	return store.DropValue(ctx, f.Values, key, f.Now)
}
