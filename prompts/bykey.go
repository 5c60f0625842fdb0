package prompts

import (
	"encoding/binary"
	"sync"
	"sync/atomic"
)

// ByKey keeps what was made of the words of each key, which is looked up hundreds of
// times for a line and made once. The zero value is empty. It is safe for concurrent use.
type ByKey[T any] struct {
	made    atomic.Pointer[[]atomic.Pointer[entry[T]]] // a hash table, at most half full
	writing sync.Mutex
	n       int
}

type entry[T any] struct {
	key   string
	value T
}

// Of returns what was kept of a key.
func (k *ByKey[T]) Of(key string) (v T, ok bool) {
	if made := k.made.Load(); made != nil {
		if e := place(*made, key).Load(); e != nil {
			return e.value, true
		}
	}
	return v, false
}

// Keep keeps what change makes of what was kept of a key, and returns it.
func (k *ByKey[T]) Keep(key string, change func(was T) T) T {
	k.writing.Lock()
	defer k.writing.Unlock()
	was, known := k.Of(key)
	if !known {
		k.n++
		k.grow()
	}
	e := &entry[T]{key, change(was)}
	place(*k.made.Load(), key).Store(e)
	return e.value
}

// grow makes room for one more.
func (k *ByKey[T]) grow() {
	var old []atomic.Pointer[entry[T]]
	if made := k.made.Load(); made != nil {
		old = *made
	}
	if 2*k.n <= len(old) {
		return
	}
	made := make([]atomic.Pointer[entry[T]], max(16, 2*len(old)))
	for i := range old {
		if e := old[i].Load(); e != nil {
			place(made, e.key).Store(e)
		}
	}
	k.made.Store(&made)
}

// place is where a key stands in a table, or would.
func place[T any](made []atomic.Pointer[entry[T]], key string) *atomic.Pointer[entry[T]] {
	for i := hashOf(key); ; i++ {
		p := &made[i&uint64(len(made)-1)]
		if e := p.Load(); e == nil || e.key == key {
			return p
		}
	}
}

// hashOf is a hash of a key's length, beginning, middle and end: what tells keys apart.
func hashOf(key string) uint64 {
	var b [24]byte
	if n := len(key); n >= 8 {
		copy(b[:8], key)
		copy(b[8:16], key[n/2-4:])
		copy(b[16:], key[n-8:])
	} else {
		copy(b[:], key)
	}
	h := uint64(len(key))
	for i := 0; i < len(b); i += 8 {
		h = (h ^ binary.LittleEndian.Uint64(b[i:])) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h
}
