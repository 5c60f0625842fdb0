package load

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Heard is a reply as it arrived.
type Heard struct {
	Text    string
	Buttons []Button
	message int64
	at      time.Time
}

// User is one user of the platform. One goroutine may act for it at a time.
type User struct {
	p    *Platform
	who  person
	chat where
	last Heard // with buttons

	mu     sync.Mutex
	inbox  []Heard
	inline chan struct{} // has room for one: something came
}

// NewUser is somebody the bot has never met.
func (p *Platform) NewUser() *User {
	id := p.people.Add(1)
	u := &User{
		p: p, who: person{ID: id, Name: fmt.Sprintf("U%d", id), Language: "vi"},
		chat: where{ID: id, Type: "private"}, inline: make(chan struct{}, 1),
	}
	p.mu.Lock()
	p.users[id] = u
	p.mu.Unlock()
	return u
}

func (u *User) hears(r Heard) {
	u.mu.Lock()
	u.inbox = append(u.inbox, r)
	u.mu.Unlock()
	select {
	case u.inline <- struct{}{}:
	default:
	}
}

// take returns what has come since it was last called.
func (u *User) take() []Heard {
	u.mu.Lock()
	defer u.mu.Unlock()
	got := u.inbox
	u.inbox = nil
	for _, r := range got {
		if len(r.Buttons) > 0 {
			u.last = r
		}
	}
	return got
}

// Says writes a line.
func (u *User) Says(ctx context.Context, text string) error {
	return u.p.post(ctx, u.p.said(u.who, u.chat, 0, text))
}

// Presses presses the button with this label under the last reply that has
// buttons.
func (u *User) Presses(ctx context.Context, label string) error {
	for _, b := range u.last.Buttons {
		if b.Label == label && b.Data != "" {
			return u.p.post(ctx, u.p.pressed(u.who, u.chat, u.last, b))
		}
	}
	return fmt.Errorf("%w: %q is not under the last reply", errWrong, label)
}

// Shoots sends a picture of a screen.
func (u *User) Shoots(ctx context.Context) error {
	return u.p.post(ctx, u.p.shot(u.who, u.chat, fmt.Sprintf("shot-%d", u.p.messages.Add(1)), len(u.p.picture)))
}

// Speaks sends a voice note.
func (u *User) Speaks(ctx context.Context) error {
	return u.p.post(ctx, u.p.note(u.who, u.chat, fmt.Sprintf("note-%d", u.p.messages.Add(1)), len(u.p.picture)))
}

// await returns what comes until n replies have come, or the time is over.
func (u *User) await(ctx context.Context, n int, patience time.Duration) []Heard {
	over := time.NewTimer(patience)
	defer over.Stop()
	var got []Heard
	for {
		if got = append(got, u.take()...); len(got) >= n {
			return got
		}
		select {
		case <-u.inline:
		case <-over.C:
			return append(got, u.take()...)
		case <-ctx.Done():
			return got
		}
	}
}

// settle waits for a first reply, and then for more until none has come for a
// while.
func (u *User) settle(ctx context.Context, patience, quiet time.Duration) []Heard {
	got := u.await(ctx, 1, patience)
	for {
		more := u.await(ctx, 1, quiet)
		if len(more) == 0 {
			return got
		}
		got = append(got, more...)
	}
}
