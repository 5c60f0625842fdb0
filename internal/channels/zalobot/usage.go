package zalobot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"hotro/internal/store"
)

// KV is the shared store as this package uses it.
type KV interface {
	// Get returns a value and its version, or store.ErrNotFound.
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	// Swap writes a value if version is still the present one (0: there is
	// none), else it returns store.ErrStale.
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

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
	kv  KV

	mu       sync.Mutex
	messages int
	users    []string
	known    map[string]bool
}

func newUsage(b *Bot, kv KV) *usage { return &usage{bot: b, kv: kv, known: map[string]bool{}} }

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
	for {
		u, version, err := b.readUsage(ctx)
		if err != nil {
			return err
		}
		if month := b.now().UTC().Format("2006-01"); u.Month != month {
			u.Month, u.Messages, u.Warned = month, 0, false
		}
		u.Messages += messages
		for _, user := range users {
			if len(u.Users) < 2*maxUsers && !slices.Contains(u.Users, user) {
				u.Users = append(u.Users, user)
			}
		}
		warn := u.Warning() != "" && !u.Warned
		u.Warned = u.Warned || warn
		body, err := json.Marshal(u)
		if err != nil {
			return err
		}
		_, err = b.usage.kv.Swap(ctx, b.usageKey(), version, body, 0, b.now())
		switch {
		case errors.Is(err, store.ErrStale):
			continue
		case err == nil && warn:
			b.count(NearQuota)
			b.log.Error("Zalo Bot: a limit is near", "what", u.Warning())
		}
		return err
	}
}

func (b *Bot) readUsage(ctx context.Context) (Usage, int64, error) {
	var u Usage
	raw, version, err := b.usage.kv.Get(ctx, b.usageKey())
	if errors.Is(err, store.ErrNotFound) {
		return u, version, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &u)
	}
	return u, version, err
}

// Usage returns what was used, by all replicas.
func (b *Bot) Usage(ctx context.Context) (Usage, error) {
	if b.usage.kv == nil {
		return Usage{}, nil
	}
	u, _, err := b.readUsage(ctx)
	return u, err
}
