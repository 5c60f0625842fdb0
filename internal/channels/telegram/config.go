package telegram

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

// Config is what the operator sets. The three rates are kept by the sending
// loop, not here; 0 lifts a limit.
type Config struct {
	Token         secret.String `env:"TELEGRAM_TOKEN"`
	APIURL        string        `env:"TELEGRAM_API_URL" envDefault:"https://api.telegram.org"`
	Mode          string        `env:"TELEGRAM_MODE" envDefault:"poll"`
	WebhookSecret secret.String `env:"TELEGRAM_WEBHOOK_SECRET"`
	WebhookReply  bool          `env:"TELEGRAM_WEBHOOK_REPLY"` // answer inside the webhook's answer where that is possible
	StaffChat     string        `env:"TELEGRAM_STAFF_CHAT"`
	Rate          int           `env:"TELEGRAM_RATE" envDefault:"30"`       // messages a second over all chats
	ChatRate      int           `env:"TELEGRAM_CHAT_RATE" envDefault:"1"`   // messages a second in one chat
	GroupRate     int           `env:"TELEGRAM_GROUP_RATE" envDefault:"20"` // messages a minute in one group
}

// Enabled reports whether Telegram is configured at all.
func (c Config) Enabled() bool { return c.Token.Set() }

var (
	tokenForm  = regexp.MustCompile(`^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
	groupForm  = regexp.MustCompile(`^-[1-9][0-9]{0,18}$`)
)

// Validate returns all faults at once, joined. A Config without a token is
// valid: Telegram is off.
func (c Config) Validate() error {
	var faults []error
	fault := func(name, format string, args ...any) {
		faults = append(faults, fmt.Errorf(name+": "+format, args...))
	}
	if c.Token.Set() && !tokenForm.MatchString(c.Token.Reveal()) {
		fault("TELEGRAM_TOKEN", "does not look like 123456789:AbC-dEf; copy it again from @BotFather")
	}
	if u, err := url.Parse(c.APIURL); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.RawQuery != "" || u.User != nil {
		fault("TELEGRAM_API_URL", "want an address such as https://api.telegram.org")
	}
	switch c.Mode {
	case ModePoll:
	case ModeWebhook:
		if c.Enabled() && !c.WebhookSecret.Set() {
			fault("TELEGRAM_WEBHOOK_SECRET", "needed with TELEGRAM_MODE=webhook; set a random text of letters and digits")
		}
	default:
		fault("TELEGRAM_MODE", "got %q, want poll or webhook", c.Mode)
	}
	if c.WebhookSecret.Set() && !secretForm.MatchString(c.WebhookSecret.Reveal()) {
		fault("TELEGRAM_WEBHOOK_SECRET", "want 1 to 256 of A-Z a-z 0-9 _ -")
	}
	if c.StaffChat != "" && !groupForm.MatchString(c.StaffChat) {
		fault("TELEGRAM_STAFF_CHAT", "got %q, want the number of a group, such as -1001234567890", c.StaffChat)
	}
	for _, r := range []struct {
		name string
		v    int
	}{{"TELEGRAM_RATE", c.Rate}, {"TELEGRAM_CHAT_RATE", c.ChatRate}, {"TELEGRAM_GROUP_RATE", c.GroupRate}} {
		if r.v < 0 {
			fault(r.name, "got %d, want 0 (no limit) or more", r.v)
		}
	}
	return errors.Join(faults...)
}

// botID returns the bot's user id, which is the part of a token before ":".
func (c Config) botID() string {
	id, _, _ := strings.Cut(c.Token.Reveal(), ":")
	return id
}
