package forum

import (
	"context"
	"strings"
	"sync"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// icons are the emoji that Telegram lets every bot use for topics.
type icons struct {
	mu   sync.Mutex
	next time.Time         // earliest time of the next attempt; zero: now
	ids  map[string]string // custom emoji id by emoji
}

// emoji are the candidates for a state; the first that Telegram offers is
// used.
func emoji(state string) []string {
	switch state {
	case stateUrgent:
		return []string{"‼️", "❗️", "🔥"}
	case chat.Waiting:
		return []string{"❓", "❗️", "📝"}
	case chat.Claimed:
		return []string{"💬", "🗣"}
	case chat.Returned:
		return []string{"🤖", "👀"}
	case chat.Closed:
		return []string{"✅", "🏁"}
	}
	return nil
}

// load asks Telegram which icons exist, unless they are known or being asked
// for. Without them topics have colours alone.
func (i *icons) load(ctx context.Context, f *Front) {
	now := f.Now()
	if !i.wanted(now) {
		return
	}
	all, err := f.Bot.TopicIcons(ctx)
	i.mu.Lock()
	defer i.mu.Unlock()
	if err != nil {
		i.next = now.Add(10 * time.Minute)
		if c := failure(err).Class; c == channels.Refused || c == channels.Operator {
			i.next = now.Add(24 * time.Hour)
		}
		f.Log.Warn("staff group: cannot load topic icons; topics keep their colour", "err", err)
		return
	}
	i.ids = map[string]string{}
	for _, s := range all {
		i.ids[plainEmoji(s.Emoji)] = s.ID
	}
}

// wanted reports whether the caller should ask. Others do not wait for it: a
// platform that does not answer must not hold up other lanes.
func (i *icons) wanted(now time.Time) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.ids != nil || now.Before(i.next) {
		return false
	}
	i.next = now.Add(time.Minute)
	return true
}

// id is the icon of a state, "" when Telegram has none.
func (i *icons) id(state string) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, e := range emoji(state) {
		if id := i.ids[plainEmoji(e)]; id != "" {
			return id
		}
	}
	return ""
}

// plainEmoji drops the variation selector.
func plainEmoji(s string) string { return strings.ReplaceAll(s, "\uFE0F", "") }
