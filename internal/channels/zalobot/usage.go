package zalobot

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"hotro/internal/store"
)

// What the platform's Basic package allows a bot. It does not tell how much is
// used.
const (
	maxUsers    = 50
	maxMessages = 3000 // a month
	warnAt      = 80   // per cent
	usageEvery  = 5 * time.Second
)

// Usage is what was used in a month.
type Usage struct {
	Month    string   `json:"month"` // such as "2026-11"
	Messages int      `json:"messages"`
	Users    []string `json:"users,omitempty"` // of all months; no more than the platform could allow
	Warned   bool     `json:"warned,omitempty"`
}

// Warning says in words that a limit is near; empty when none is.
func (u Usage) Warning() string {
	if u.Messages*100 >= maxMessages*warnAt || len(u.Users)*100 >= maxUsers*warnAt {
		return fmt.Sprintf("the platform's Basic package allows %d users and %d messages a month; %d users wrote so far, and %d messages went out in %s",
			maxUsers, maxMessages, len(u.Users), u.Messages, u.Month)
	}
	return ""
}

// usage counts in memory until it is written down.
type usage struct {
	bot *Bot
	kv  store.Values

	mu       sync.Mutex
	messages int
	users    []string
	known    map[string]bool
}

func newUsage(b *Bot, kv store.Values) *usage {
	return &usage{bot: b, kv: kv, known: map[string]bool{}}
}

// sent counts a message that the platform took.
func (u *usage) sent() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.messages++
}

// heard counts a user.
func (u *usage) heard(user string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.known[user] && len(u.known) < 10*maxUsers {
		u.known[user] = true
		u.users = append(u.users, user)
	}
}

func (u *usage) take() (messages int, users []string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	messages, users = u.messages, u.users
	u.messages, u.users = 0, nil
	return messages, users
}

func (u *usage) giveBack(messages int, users []string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.messages += messages
	u.users = append(u.users, users...)
}

// CountUsage writes down what was used until ctx ends, and says once a month
// when a limit is near.
func (b *Bot) CountUsage(ctx context.Context) {
	t := time.NewTicker(usageEvery)
	defer t.Stop()
	for b.usage.kv != nil {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
		messages, users := b.usage.take()
		if messages == 0 && len(users) == 0 {
			continue
		}
		if err := b.addUsage(ctx, messages, users); err != nil {
			b.usage.giveBack(messages, users)
		}
	}
}

func (b *Bot) usageKey() string { return "zalobot/usage/" + b.id }

func (b *Bot) addUsage(ctx context.Context, messages int, users []string) error {
	warning := ""
	err := store.ChangeJSON(ctx, b.usage.kv, b.usageKey(), 0, b.now, func(u Usage) Usage {
		if month := b.now().UTC().Format("2006-01"); u.Month != month {
			u.Month, u.Messages, u.Warned = month, 0, false
		}
		u.Messages += messages
		for _, user := range users {
			if len(u.Users) < 2*maxUsers && !slices.Contains(u.Users, user) {
				u.Users = append(u.Users, user)
			}
		}
		if warning = u.Warning(); u.Warned {
			warning = "" // it was given
		}
		u.Warned = u.Warned || warning != ""
		return u
	})
	if err == nil && warning != "" {
		b.count(NearQuota)
		b.log.Error("Zalo Bot: a limit is near", "what", warning)
	}
	return err
}

// Usage returns what was used, by all replicas.
func (b *Bot) Usage(ctx context.Context) (Usage, error) {
	if b.usage.kv == nil {
		return Usage{}, nil
	}
	u, _, err := store.ReadJSON[Usage](ctx, b.usage.kv, b.usageKey())
	return u, err
}
