package app

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"

	"github.com/caarlos0/env/v11"

	"hotro/internal/channels"
	"hotro/internal/desk"
	"hotro/internal/llm"
	"hotro/internal/ocr"
	"hotro/internal/stringee"
	"hotro/internal/web/login"
)

// Config is the program's configuration: each package's own, composed. It
// comes from the environment only; see LoadConfig.
type Config struct {
	HTTPAddr  string `env:"HTTP_ADDR" envDefault:"127.0.0.1:8080"`
	PublicURL string `env:"PUBLIC_URL"` // how the world reaches HTTP_ADDR; empty: http://HTTP_ADDR
	DataDir   string `env:"DATA_DIR" envDefault:"./data"`
	KBDir     string `env:"KB_DIR"` // documents; empty: those built in
	LogFormat string `env:"LOG_FORMAT"`
	LogLevel  string `env:"LOG_LEVEL"`
	RedisURL  string `env:"REDIS_URL"` // empty: the embedded store in DATA_DIR

	Platforms []channels.Config `env:"-"`

	Model    llm.Config
	Stringee stringee.Config
	Desk     desk.Config
	OIDC     login.Config
	OCR      ocr.Config
}

// families are prefixes that belong to this program: a name that begins so
// and is not known is a mistake, not somebody else's.
var families = [...]string{"TELEGRAM_", "ZALO_", "ZALOBOT_", "DESK_", "STRINGEE_"}

// LoadConfig reads environ ("NAME=value"). Every name may also be given as
// NAME_FILE, whose content is the value. All faults are reported at once. more
// are platforms beside those the program speaks by itself.
func LoadConfig(environ []string, more ...channels.Config) (Config, error) {
	cfg := Config{Platforms: append(platforms(), more...)}
	known, err := names(cfg.structs())
	if err != nil {
		return cfg, err
	}
	vars, faults := read(environ, known)
	unreadable := parseFaults(cfg.structs(), vars)
	if len(unreadable) == 0 {
		faults = append(faults, cfg.validate()...)
	}
	return cfg, errors.Join(append(faults, unreadable...)...)
}

// Settings lists the names of all settings.
func Settings() ([]string, error) {
	cfg := Config{Platforms: platforms()}
	known, err := names(cfg.structs())
	return slices.Sorted(maps.Keys(known)), err
}

// structs are the structs that settings are read into.
func (c *Config) structs() []any {
	all := []any{c}
	for _, p := range c.Platforms {
		all = append(all, p)
	}
	return all
}

// names lists every variable the configuration knows.
func names(structs []any) (map[string]bool, error) {
	known := map[string]bool{}
	for _, s := range structs {
		params, err := env.GetFieldParams(s)
		if err != nil {
			return nil, fmt.Errorf("configuration: %w", err)
		}
		for _, p := range params {
			if p.Key != "" {
				known[p.Key] = true
			}
		}
	}
	return known, nil
}

// read gathers the variables, follows NAME_FILE, and finds names that are
// nobody's. An empty variable counts as not set.
func read(environ []string, known map[string]bool) (map[string]string, []error) {
	vars := map[string]string{}
	var faults []error
	sorted := append([]string(nil), environ...)
	sort.Strings(sorted)
	for _, kv := range sorted {
		name, value, _ := strings.Cut(kv, "=")
		base, isFile := strings.CutSuffix(name, "_FILE")
		switch {
		case value == "":
		case known[name]:
			if vars[name] != "" {
				faults = append(faults, fmt.Errorf("%s: also given as %s_FILE; set one of them", name, name))
			}
			vars[name] = value
		case isFile && known[base]:
			b, err := os.ReadFile(value)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
				continue
			}
			if vars[base] != "" {
				faults = append(faults, fmt.Errorf("%s: also given as %s; set one of them", name, base))
			}
			vars[base] = strings.TrimSpace(string(b))
		case ours(name):
			faults = append(faults, unknown(name, known))
		}
	}
	return vars, faults
}

func ours(name string) bool {
	for _, f := range families {
		if strings.HasPrefix(name, f) {
			return true
		}
	}
	return false
}

// unknown names the nearest known variable: most unknown ones are typos.
func unknown(name string, known map[string]bool) error {
	best, at := 4, ""
	for k := range known {
		if d := distance(name, k); d < best || (d == best && at != "" && k < at) {
			best, at = d, k
		}
	}
	if at == "" {
		return fmt.Errorf("%s: unknown setting; see README for the list", name)
	}
	return fmt.Errorf("%s: unknown setting; did you mean %s?", name, at)
}

func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		prev := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			prev, row[j+1] = row[j+1], min(prev+cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// parseFaults reads the variables and names those whose values can't be read,
// by reading each alone. A value may be a secret and is not repeated.
func parseFaults(structs []any, vars map[string]string) []error {
	var out []error
	for _, s := range structs {
		if env.ParseWithOptions(s, env.Options{Environment: vars}) == nil {
			continue
		}
		for name, value := range vars {
			alone := reflect.New(reflect.TypeOf(s).Elem()).Interface()
			var p env.ParseError
			var all env.AggregateError
			err := env.ParseWithOptions(alone, env.Options{Environment: map[string]string{name: value}})
			if errors.As(err, &all) && len(all.Errors) > 0 && errors.As(all.Errors[0], &p) {
				out = append(out, fmt.Errorf("%s: not a valid %s", name, p.Type))
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Error() < out[j].Error() })
	return out
}

func (c *Config) validate() []error {
	var faults []error
	for _, p := range c.Platforms {
		faults = append(faults, p.Validate())
	}
	faults = append(faults, c.Model.Check(), c.Stringee.Check(), c.Desk.Validate())
	if c.PublicURL != "" && !strings.HasPrefix(c.PublicURL, "http://") && !strings.HasPrefix(c.PublicURL, "https://") {
		faults = append(faults, fmt.Errorf("PUBLIC_URL: want http://… or https://…, got %q", c.PublicURL))
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	return faults
}
