package channels

import (
	"context"
	"fmt"
	"io"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// Registry holds the platforms in use, and answers for each by its name. It is
// filled before anything runs and only read after that.
type Registry struct {
	all    []Platform
	byName map[string]Platform
}

// Add takes a platform in. Two of one name are a mistake of the program's.
func (r *Registry) Add(p Platform) error {
	if p.Name == "" || p.Sender == nil {
		return fmt.Errorf("platform %q: it has no name or no sender", p.Name)
	}
	if _, twice := r.byName[p.Name]; twice {
		return fmt.Errorf("platform %q: there are two", p.Name)
	}
	if r.byName == nil {
		r.byName = map[string]Platform{}
	}
	r.byName[p.Name] = p
	r.all = append(r.all, p)
	return nil
}

// All returns the platforms in the order they were added.
func (r *Registry) All() []Platform { return r.all }

// Senders are the senders by channel.
func (r *Registry) Senders() map[string]Sender {
	out := map[string]Sender{}
	for _, p := range r.all {
		out[p.Name] = p.Sender
	}
	return out
}

// Limits are the limits by channel.
func (r *Registry) Limits() map[string]Limits {
	out := map[string]Limits{}
	for _, p := range r.all {
		out[p.Name] = p.Limits
	}
	return out
}

// Typing shows the user that an answer is on its way, where the platform can.
func (r *Registry) Typing(ctx context.Context, to chat.Address) {
	if t := r.byName[to.Channel].Typer; t != nil {
		t.Typing(ctx, to)
	}
}

// Fetch opens a file that a platform keeps; store.ErrNotFound when no platform
// in use does.
func (r *Registry) Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error) {
	fetch := r.byName[f.Channel].Fetcher
	if fetch == nil {
		return nil, fmt.Errorf("no platform keeps files of %q: %w", f.Channel, store.ErrNotFound)
	}
	return fetch.Fetch(ctx, f, max)
}

// UserName asks a platform that does not tell it with every message for the
// name of a user; empty when there is nothing to ask.
func (r *Registry) UserName(ctx context.Context, user chat.Address) (string, error) {
	ask := r.byName[user.Channel].UserName
	if ask == nil {
		return "", nil
	}
	return ask(ctx, user)
}

// Names reports whether a platform in use has to be asked for names.
func (r *Registry) Names() bool {
	for _, p := range r.all {
		if p.UserName != nil {
			return true
		}
	}
	return false
}

// UserPicture asks a platform for the picture that a user shows there; a zero
// File when there is none.
func (r *Registry) UserPicture(ctx context.Context, user chat.Address) (chat.File, error) {
	ask := r.byName[user.Channel].UserPicture
	if ask == nil {
		return chat.File{}, nil
	}
	return ask(ctx, user)
}

// Pictures reports whether a platform in use knows the pictures of its users.
func (r *Registry) Pictures() bool {
	for _, p := range r.all {
		if p.UserPicture != nil {
			return true
		}
	}
	return false
}

// Window is the channel's rule about writing to its users.
func (r *Registry) Window(channel string) chat.Window { return r.byName[channel].Window }

// Signs reports whether the channel has signs for what is noted.
func (r *Registry) Signs(channel string) bool { return r.byName[channel].Signs }

// Reacts reports whether the channel shows the signs that staff put on a line.
func (r *Registry) Reacts(channel string) bool { return r.byName[channel].Reacts }

// Retracts is for how long the channel takes messages back.
func (r *Registry) Retracts(channel string) time.Duration { return r.byName[channel].Retracts }

// Icon is the channel's icon on the desk; empty for a channel not in use.
func (r *Registry) Icon(channel string) string { return r.byName[channel].Icon }
