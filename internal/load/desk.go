package load

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// desk is one member of staff, who answers in the group's topics.
type desk struct {
	p   *Platform
	who person

	patience time.Duration // with a topic

	mu     sync.Mutex
	topics map[int64]int64         // user → topic
	waits  map[int64]chan struct{} // user → closed when it has a topic
}

var named = regexp.MustCompile(`\bU(\d{6,})\b`)

func newDesk(p *Platform, patience time.Duration) *desk {
	d := &desk{p: p, who: person{ID: 900, Name: "Staff", Language: "vi"}, patience: patience, topics: map[int64]int64{}, waits: map[int64]chan struct{}{}}
	p.mu.Lock()
	p.staff = d.sees
	p.mu.Unlock()
	return d
}

// sees notes whose topic one is: its name, or what is written in it, names the
// user.
func (d *desk) sees(thread int64, text string) {
	m := named.FindStringSubmatch(text)
	if m == nil || thread == 0 {
		return
	}
	user, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.topics[user] = thread
	if w := d.waits[user]; w != nil {
		close(w)
		delete(d.waits, user)
	}
}

// topic is where staff write to a user, once there is a topic.
func (d *desk) topic(ctx context.Context, user int64) (int64, error) {
	d.mu.Lock()
	thread, there := d.topics[user]
	wait := d.waits[user]
	if !there && wait == nil {
		wait = make(chan struct{})
		d.waits[user] = wait
	}
	d.mu.Unlock()
	if there {
		return thread, nil
	}
	over := time.NewTimer(d.patience)
	defer over.Stop()
	select {
	case <-wait:
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.topics[user], nil
	case <-over.C:
		return 0, fmt.Errorf("%w: staff got no topic of user %d", errMissing, user)
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// writes writes into the topic of a user.
func (d *desk) writes(ctx context.Context, u *User, text string) error {
	thread, err := d.topic(ctx, u.who.ID)
	if err != nil {
		return err
	}
	return d.p.post(ctx, d.p.said(d.who, where{ID: StaffGroup, Type: "supergroup", Forum: true}, thread, text))
}
