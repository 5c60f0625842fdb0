package bot

import "sync"

// maxSpare is how many numbers are kept for a second try.
const maxSpare = 256

// spareNumbers keeps the ticket numbers of turns that the store refused, so
// that the second try of a hand-off does not skip one. A number that is
// forgotten is only a gap in the count.
type spareNumbers struct {
	mu sync.Mutex
	of map[string]int64 // by conversation
}

// take returns the number kept for a conversation, unless its ticket has it
// already; 0 when there is none.
func (s *spareNumbers) take(conv string, last int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.of[conv]
	delete(s.of, conv)
	if n <= last {
		return 0
	}
	return n
}

func (s *spareNumbers) keep(conv string, n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n == 0 || len(s.of) >= maxSpare {
		return
	}
	if s.of == nil {
		s.of = map[string]int64{}
	}
	s.of[conv] = n
}
