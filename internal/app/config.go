package app

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/channels"
	"hotro/internal/desk"
	"hotro/internal/llm"
	"hotro/internal/obs"
	"hotro/internal/ocr"
	"hotro/internal/settings"
	"hotro/internal/store/redis"
	"hotro/internal/stringee"
	"hotro/internal/web/limit"
	"hotro/internal/web/login"
	"hotro/internal/web/widget"
)

// Config is the program's configuration: each package's own, composed. It
// comes from the environment only; see LoadConfig.
type Config struct {
	HTTPAddr  string `env:"HTTP_ADDR" envDefault:"127.0.0.1:8080"`
	PublicURL string `env:"PUBLIC_URL"` // how the world reaches HTTP_ADDR; empty: http://HTTP_ADDR
	DataDir   string `env:"DATA_DIR" envDefault:"./data"`
	FilesDir  string `env:"FILES_DIR"` // where uploads are kept; empty: in DATA_DIR, with Redis in Redis
	KBDir     string `env:"KB_DIR"`    // documents; empty: those built in
	LogFormat string `env:"LOG_FORMAT"`
	LogLevel  string `env:"LOG_LEVEL"`
	RedisURL  string `env:"REDIS_URL"` // empty: the embedded store in DATA_DIR

	MetricsAddr    string   `env:"METRICS_ADDR"`    // where metrics alone are served; empty: at HTTP_ADDR, to callers on this machine
	TrustedProxies []string `env:"TRUSTED_PROXIES"` // addresses and networks whose X-Forwarded-For is believed; none: nobody's is

	BudgetScale int `env:"BUDGET_SCALE" envDefault:"1"` // multiplies what an address and all strangers may have over time

	Platforms []channels.Config `env:"-"`

	Model    llm.Config
	Stringee stringee.Config
	Desk     desk.Config
	OIDC     login.Config
	Widget   widget.Config
	OCR      ocr.Config
}

// LoadConfig reads environ ("NAME=value"; see package settings) and returns
// all its faults joined, each a line that says what to write. more are
// platforms beside those the program speaks by itself.
func LoadConfig(environ []string, more ...channels.Config) (Config, error) {
	cfg := Config{Platforms: append(platforms(), more...)}
	faults := settings.Load(cfg.structs(), environ, cfg.families()...)
	for _, p := range cfg.Platforms {
		faults = append(faults, p.Validate())
	}
	faults = append(faults, cfg.check(), cfg.Model.Check(), cfg.Stringee.Check(), cfg.Desk.Validate(), cfg.OIDC.Validate(), cfg.Widget.Validate())
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	return cfg, errors.Join(faults...)
}

// structs are the structs that settings are read into.
func (c *Config) structs() []any {
	all := []any{c}
	for _, p := range c.Platforms {
		all = append(all, p)
	}
	return all
}

// families are the prefixes of names that are ours alone: those of every
// package that has settings. What else begins so is a mistake.
func (c *Config) families() []string {
	packages := []any{c.Model, c.Stringee, c.Desk, c.OIDC, c.Widget, c.OCR}
	for _, p := range c.Platforms {
		packages = append(packages, p)
	}
	var out []string
	for _, s := range settings.List(packages...) {
		prefix, _, _ := strings.Cut(s.Name, "_")
		out = append(out, prefix+"_")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// check returns the faults of the settings that are no package's own.
func (c Config) check() error {
	faults := []error{checkAddr("HTTP_ADDR", c.HTTPAddr)}
	if c.MetricsAddr != "" {
		faults = append(faults, checkAddr("METRICS_ADDR", c.MetricsAddr))
	}
	if u, err := url.Parse(c.PublicURL); c.PublicURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		_, host, schemed := strings.Cut(c.PublicURL, "//")
		if !schemed {
			host = c.PublicURL
		}
		faults = append(faults, fmt.Errorf("PUBLIC_URL=%s: write https://%s", c.PublicURL, cmp.Or(host, "support.example.vn")))
	}
	if i, err := os.Stat(c.KBDir); c.KBDir != "" && (err != nil || !i.IsDir()) {
		faults = append(faults, fmt.Errorf("KB_DIR=%s: not a directory; write one that holds documents, or nothing for those built in", c.KBDir))
	}
	if _, err := limit.ParseProxies(c.TrustedProxies); err != nil {
		faults = append(faults, fmt.Errorf("TRUSTED_PROXIES: %w", err))
	}
	if c.BudgetScale < 1 {
		faults = append(faults, fmt.Errorf("BUDGET_SCALE=%d: write 1, or more for a large house", c.BudgetScale))
	}
	if _, err := obs.NewLog(io.Discard, c.LogFormat, ""); err != nil {
		faults = append(faults, err)
	}
	if _, err := obs.NewLog(io.Discard, "", c.LogLevel); err != nil {
		faults = append(faults, err)
	}
	if c.RedisURL != "" {
		faults = append(faults, redis.CheckURL(c.RedisURL))
	}
	return errors.Join(faults...)
}

// filesDir is the directory of uploads; empty: they are in the store.
func (c Config) filesDir() string {
	if c.FilesDir == "" && c.RedisURL == "" {
		return filepath.Join(c.DataDir, "files")
	}
	return c.FilesDir
}

// checkAddr wants host:port, as net.Listen does.
func checkAddr(name, addr string) error {
	if _, rest, ok := strings.Cut(addr, "://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		if !strings.Contains(host, ":") {
			host += ":8080"
		}
		return fmt.Errorf("%s=%s: write %s", name, addr, host)
	}
	host, port, err := net.SplitHostPort(addr)
	if err == nil {
		if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
			return fmt.Errorf("%s=%s: write a port from 1 to 65535, such as %s", name, addr, net.JoinHostPort(host, "8080"))
		}
		return nil
	}
	if _, err := strconv.Atoi(addr); err == nil {
		return fmt.Errorf("%s=%s: write 127.0.0.1:%s or :%s", name, addr, addr, addr)
	}
	if !strings.ContainsAny(addr, ":/ ") {
		return fmt.Errorf("%s=%s: write %s:8080", name, addr, addr)
	}
	return fmt.Errorf("%s=%s: write a host and a port, such as 127.0.0.1:8080", name, addr)
}

// Settings lists every setting there is.
func Settings() []settings.Setting {
	cfg := Config{Platforms: platforms()}
	return settings.List(cfg.structs()...)
}
