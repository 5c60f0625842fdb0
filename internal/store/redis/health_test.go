package redis

import (
	"strings"
	"testing"

	"hotro/internal/store/redis/redistest"
)

func TestHealthTellsWhatLosesData(t *testing.T) {
	for name, c := range map[string]struct {
		settings []string
		want     []string
	}{
		"safe":      {nil, nil},
		"everysec":  {[]string{"--appendfsync", "everysec"}, []string{"appendfsync is everysec"}},
		"no file":   {[]string{"--appendonly", "no"}, []string{"appendonly is off"}},
		"eviction":  {[]string{"--maxmemory-policy", "allkeys-lru"}, []string{"maxmemory-policy is allkeys-lru"}},
		"no CONFIG": {[]string{"--rename-command", "CONFIG", ""}, []string{"can't tell appendfsync"}},
		"replica":   {[]string{"--replicaof", "127.0.0.1 1"}, []string{"this is a replica"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(t.Context(), redistest.Start(t, c.settings...).URL(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			got, err := s.Health(t.Context())
			if err != nil || len(got) != len(c.want) {
				t.Fatalf("got %q, %v; want %d warnings", got, err, len(c.want))
			}
			for i, want := range c.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("got %q, want it to say %q", got[i], want)
				}
			}
		})
	}
}

func TestHealthTellsOfADeadServer(t *testing.T) {
	server := redistest.Start(t)
	s, err := Open(t.Context(), server.URL(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	server.Kill()
	if _, err := s.Health(t.Context()); err == nil {
		t.Error("got no error from a dead server, want one")
	}
	server.Restart()
	if _, err := s.Health(t.Context()); err != nil {
		t.Errorf("got error %v once it is back, want none", err)
	}
}

func TestJudgeOfWhatCantBeAsked(t *testing.T) {
	got := judge(map[string]string{})
	if len(got) != 1 || !strings.Contains(got[0], "can't tell") {
		t.Errorf("got %q, want one warning that it can't tell", got)
	}
}
