package widget

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"hotro/internal/secret"
)

// Config is what the operator sets about the widget.
type Config struct {
	// Origins are the sites whose pages may show the chat in a frame, such as
	// https://app.example.vn or https://*.example.vn; "*": every site. Empty:
	// only the program's own pages.
	Origins []string `env:"WIDGET_ORIGINS"`
	// Secret is shared with the server of the page, which signs with it who is
	// logged in there. Empty: who that is stays a claim.
	Secret secret.String `env:"WIDGET_SECRET"`
	// Enforce has nobody be called an account that the page's server has not
	// signed: who has no signature that counts is a visitor like any.
	Enforce bool `env:"WIDGET_ENFORCE"`
}

// minSecret is how long a secret has to be: as long as the hash it feeds.
const minSecret = 32

// Validate returns every fault of the configuration, joined.
func (c Config) Validate() error {
	var faults []error
	for _, o := range c.Origins {
		if err := checkOrigin(o); err != nil {
			faults = append(faults, err)
		}
	}
	if n := len(c.Secret.Reveal()); n > 0 && n < minSecret {
		faults = append(faults, fmt.Errorf("WIDGET_SECRET: %d characters are too few; want at least %d, such as openssl rand -hex 32 prints", n, minSecret))
	}
	if c.Enforce && !c.Secret.Set() {
		faults = append(faults, errors.New("WIDGET_ENFORCE: needs WIDGET_SECRET, with which the pages' servers sign who is logged in"))
	}
	return errors.Join(faults...)
}

func checkOrigin(o string) error {
	if o == "*" {
		return nil
	}
	site := strings.TrimSuffix(strings.Replace(o, "://*.", "://", 1), ":*") // any subdomain, any port
	u, err := url.Parse(site)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("WIDGET_ORIGINS=%s: write https://%s", o, host(o))
	case site != u.Scheme+"://"+u.Host || strings.ContainsAny(u.Host, `*;'" `):
		return fmt.Errorf("WIDGET_ORIGINS=%s: write %s://%s, a site without a path", o, u.Scheme, u.Host)
	}
	return nil
}

// host is what looks like the host of something that is no origin.
func host(o string) string {
	if _, rest, ok := strings.Cut(o, "://"); ok {
		o = rest
	}
	o, _, _ = strings.Cut(o, "/")
	if o == "" {
		return "app.example.vn"
	}
	return o
}

// ancestors are the sites as a policy names them.
func (c Config) ancestors() string {
	return strings.Join(append([]string{"'self'"}, c.Origins...), " ")
}
