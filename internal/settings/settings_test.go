package settings_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/secret"
	"hotro/internal/settings"
)

type desk struct {
	SLA   time.Duration `env:"DESK_SLA" envDefault:"15m"`
	Leads []string      `env:"DESK_LEADS"`
}

type config struct {
	Addr   string        `env:"HTTP_ADDR" envDefault:"127.0.0.1:8080"`
	Dir    string        `env:"KB_DIR"`
	Redis  string        `env:"REDIS_URL"`
	Public string        `env:"PUBLIC_URL"`
	Level  string        `env:"LOG_LEVEL"`
	Key    secret.String `env:"OPENAI_API_KEY"`
	Wait   time.Duration `env:"OPENAI_TIMEOUT" envDefault:"4s"`
	Rate   int           `env:"ZALO_RATE" envDefault:"4000"`
	Vision bool          `env:"OPENAI_VISION"`
	Desk   desk
}

func load(environ ...string) (config, string) {
	var c config
	err := errors.Join(settings.Load([]any{&c}, environ, "OPENAI_", "ZALO_", "DESK_")...)
	if err == nil {
		return c, ""
	}
	return c, err.Error()
}

func TestAFaultSaysWhatToWrite(t *testing.T) {
	for in, want := range map[string]string{
		"DESK_SLA=15":         "DESK_SLA=15: write 15m",
		"DESK_SLA=15 minutes": "DESK_SLA=15 minutes: write 15m",
		"DESK_SLA=2d":         "DESK_SLA=2d: write 48h",
		"OPENAI_TIMEOUT=4":    "OPENAI_TIMEOUT=4: write 4s",
		"DESK_SLA=soon":       "DESK_SLA=soon: write a duration such as 15m",
		`DESK_SLA="20m"`:      `DESK_SLA="20m": write 20m`,
		`DESK_SLA='20'`:       `DESK_SLA='20': write 20m`,
		"ZALO_RATE=many":      "ZALO_RATE=many: write a whole number such as 4000",
		"ZALO_RATE=4.000":     "ZALO_RATE=4.000: write 4000",
		"ZALO_RATE=40/min":    "ZALO_RATE=40/min: write 40",
		"OPENAI_VISION=yes":   "OPENAI_VISION=yes: write true",
		"OPENAI_VISION=maybe": "OPENAI_VISION=maybe: write true or false",
		`OPENAI_API_KEY="k"`:  "OPENAI_API_KEY: write the value without quotes",
		"OPENAI_API_KY=k":     "OPENAI_API_KY: no such setting; did you mean OPENAI_API_KEY?",
		"OPENAI_WHATEVER_X=1": "OPENAI_WHATEVER_X: no such setting; bot help settings lists them",
		"PUBLICURL=x":         "PUBLICURL: no such setting; did you mean PUBLIC_URL?",
		"HTTP_ADR=x":          "HTTP_ADR: no such setting; did you mean HTTP_ADDR?",
		"REDIS_ULR=x":         "REDIS_ULR: no such setting; did you mean REDIS_URL?",
		"LOG_LEVLE=x":         "LOG_LEVLE: no such setting; did you mean LOG_LEVEL?",
		"KBDIR=x":             "KBDIR: no such setting; did you mean KB_DIR?",
		"REDIS_ULR_FILE=x":    "REDIS_ULR_FILE: no such setting; did you mean REDIS_URL_FILE?",
	} {
		if _, got := load(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

// What a usual machine, container or cluster sets is none of our business.
func TestOtherProgramsVariablesAreLeftAlone(t *testing.T) {
	environ := []string{
		"PATH=/bin", "HOME=/root", "HTTP_PROXY=x", "HTTPS_PROXY=x", "http_proxy=x", "NO_PROXY=x", "XDG_DATA_DIRS=x", "XDG_DATA_HOME=x",
		"DB_DIR=x", "TMPDIR=x", "LOGNAME=x", "REDIS_HOST=x", "REDIS_PORT=6379", "REDIS_PASSWORD=x", "REDIS_DB=1", "DATABASE_URL=x",
		"PUBLIC_IP=x", "HTTP_HOST=x", "HTTP_PORT=x", "GOLOG_LOG_LEVEL=x", "RUST_LOG=x", "ZALO_SERVICE_HOST=10.0.0.1",
		"DESK_PORT_8080_TCP_ADDR=10.0.0.1", "DESK_PORT=tcp://10.0.0.1:8080", "DESK_SERVICE_PORT_HTTP=80", "OPENAI_ORG_ID=x", "TESSDATA_PREFIX=x",
		"KUBERNETES_PORT=x", "LANG=vi_VN.UTF-8", "TERM=x", "_=/usr/bin/env", "=C:=C:\\", "EMPTY=",
	}
	if _, got := load(environ...); got != "" {
		t.Errorf("refused:\n%s", got)
	}
}

func TestEveryFaultAtOnceAndTheRestIsRead(t *testing.T) {
	c, got := load("DESK_SLA=15", "ZALO_RATE=x", "HTTP_ADR=y", "DESK_LEADS=a@x.vn,b@x.vn", "REDIS_URL= redis://h ")
	if n := len(strings.Split(got, "\n")); n != 3 {
		t.Errorf("%d faults, want 3:\n%s", n, got)
	}
	if c.Desk.SLA != 15*time.Minute || c.Rate != 4000 || !slices.Equal(c.Desk.Leads, []string{"a@x.vn", "b@x.vn"}) || c.Redis != "redis://h" {
		t.Errorf("got %+v; want what was right, and defaults for the rest", c)
	}
}

func TestAMisplacedSecretIsNotRepeated(t *testing.T) {
	if _, got := load("ZALO_RATE=123456789:AAH-canary_token_of_a_bot"); strings.Contains(got, "canary") || !strings.HasPrefix(got, "ZALO_RATE: write") {
		t.Errorf("got %q", got)
	}
}

func TestValuesFromFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(name, []byte("from-a-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, got := load("OPENAI_API_KEY_FILE=" + name); c.Key.Reveal() != "from-a-file" || got != "" {
		t.Errorf("got %q, %q", c.Key.Reveal(), got)
	}
	if _, got := load("OPENAI_API_KEY=k", "OPENAI_API_KEY_FILE="+name); got != "OPENAI_API_KEY_FILE: also given as OPENAI_API_KEY; set one of them" {
		t.Errorf("given twice: got %q", got)
	}
	if _, got := load("OPENAI_API_KEY_FILE=/does/not/exist"); got != "OPENAI_API_KEY_FILE: /does/not/exist: no such file or directory; write the name of a file that holds the value" {
		t.Errorf("no file: got %q", got)
	}
}
