package zalobot

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"hotro/internal/secret"
)

// The ways updates come in.
const (
	ModePoll    = "poll"
	ModeWebhook = "webhook"
)

// Config is what the operator sets.
type Config struct {
	Token         secret.String `env:"ZALOBOT_TOKEN"`
	APIURL        string        `env:"ZALOBOT_API_URL" envDefault:"https://bot-api.zaloplatforms.com"`
	Mode          string        `env:"ZALOBOT_MODE" envDefault:"poll"`
	WebhookSecret secret.String `env:"ZALOBOT_WEBHOOK_SECRET"`
}

var (
	tokenForm  = regexp.MustCompile(`^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$`)
	secretForm = regexp.MustCompile(`^[!-~]{8,256}$`)
)

// Enabled reports whether the bot is configured at all.
func (c Config) Enabled() bool { return c.Token.Set() }

// Validate returns all faults at once, joined. A Config without a token is
// valid: the bot is off.
func (c Config) Validate() error {
	var faults []error
	fault := func(name, format string, args ...any) {
		faults = append(faults, fmt.Errorf(name+": "+format, args...))
	}
	if c.Token.Set() && !tokenForm.MatchString(c.Token.Reveal()) {
		fault("ZALOBOT_TOKEN", "does not look like 12345689:abc-xyz; copy it again from Zalo Bot Manager")
	}
	if u, err := url.Parse(c.APIURL); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.RawQuery != "" || u.User != nil {
		fault("ZALOBOT_API_URL", "want an address such as https://bot-api.zaloplatforms.com")
	}
	switch c.Mode {
	case ModePoll:
	case ModeWebhook:
		if c.Enabled() && !c.WebhookSecret.Set() {
			fault("ZALOBOT_WEBHOOK_SECRET", "needed with ZALOBOT_MODE=webhook; set a random text of 8 to 256 letters and digits")
		}
	default:
		fault("ZALOBOT_MODE", "got %q, want poll or webhook", c.Mode)
	}
	if c.WebhookSecret.Set() && !secretForm.MatchString(c.WebhookSecret.Reveal()) {
		fault("ZALOBOT_WEBHOOK_SECRET", "want 8 to 256 characters without blanks")
	}
	return errors.Join(faults...)
}

func (c Config) botID() string {
	id, _, _ := strings.Cut(c.Token.Reveal(), ":")
	return id
}
