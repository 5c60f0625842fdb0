package redis

import (
	"testing"

	"hotro/internal/store/redis/redistest"
)

func TestRoomIsTheMemoryThatRedisMayUse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		settings []string
		size     int64 // 0: the machine's
	}{{[]string{"--maxmemory", "300mb"}, 300 << 20}, {nil, 0}} {
		s, err := Open(t.Context(), redistest.Start(t, c.settings...).URL(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Room(t.Context())
		if err != nil || r.Used <= 0 || r.Size <= r.Used || c.size > 0 && r.Size != c.size {
			t.Errorf("%v: got %+v, %v", c.settings, r, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
