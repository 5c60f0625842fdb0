package limit

import "sync"

// Crowd bounds how many are inside at once: in all, of one address, and of one
// visitor. What it bounds is this process's own, memory and connections, so
// that each replica counts for itself. A Crowd is safe for concurrent use.
type Crowd struct {
	all, host, one int

	mu    sync.Mutex
	n     int
	hosts map[string]int
	ones  map[string]int
}

// NewCrowd returns an empty Crowd with room for so many.
func NewCrowd(all, host, one int) *Crowd {
	return &Crowd{all: all, host: host, one: one, hosts: map[string]int{}, ones: map[string]int{}}
}

// Enter takes a place, which leave gives back; false when there is none. leave
// may be called again, for nothing.
func (c *Crowd) Enter(host, one string) (leave func(), ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n >= c.all || c.hosts[host] >= c.host || c.ones[one] >= c.one {
		return nil, false
	}
	c.n++
	c.hosts[host]++
	c.ones[one]++
	return sync.OnceFunc(func() { c.leave(host, one) }), true
}

func (c *Crowd) leave(host, one string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n--
	less(c.hosts, host)
	less(c.ones, one)
}

// less counts one down, and forgets what is none.
func less(of map[string]int, key string) {
	if of[key]--; of[key] <= 0 {
		delete(of, key)
	}
}
