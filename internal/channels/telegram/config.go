package telegram

import (
	"strings"

	"hotro/internal/channels"
	"hotro/internal/pattern"
	"hotro/internal/secret"
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
	tokenForm  = pattern.New(`^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$`)
	secretForm = pattern.New(`^[A-Za-z0-9_-]{1,256}$`)
	groupForm  = pattern.New(`^-[1-9][0-9]{0,18}$`)
)

// Validate returns all faults at once, joined. A Config without a token is
// valid: Telegram is off.
func (c Config) Validate() error {
	var faults channels.Faults
	if c.Token.Set() && !tokenForm.MatchString(c.Token.Reveal()) {
		faults.Add("TELEGRAM_TOKEN", "does not look like 123456789:AbC-dEf; copy it again from @BotFather")
	}
	faults.Address("TELEGRAM_API_URL", c.APIURL, "https://api.telegram.org")
	faults.Mode("TELEGRAM_MODE", c.Mode)
	if c.Enabled() && c.Mode == channels.ModeWebhook && !c.WebhookSecret.Set() {
		faults.Add("TELEGRAM_WEBHOOK_SECRET", "needed with TELEGRAM_MODE=webhook; set a random text of letters and digits")
	}
	if c.WebhookSecret.Set() && !secretForm.MatchString(c.WebhookSecret.Reveal()) {
		faults.Add("TELEGRAM_WEBHOOK_SECRET", "want 1 to 256 of A-Z a-z 0-9 _ -")
	}
	if c.StaffChat != "" && !groupForm.MatchString(c.StaffChat) {
		faults.Add("TELEGRAM_STAFF_CHAT", "got %q, want the number of a group, such as -1001234567890", c.StaffChat)
	}
	for _, r := range []struct {
		name string
		v    int
	}{{"TELEGRAM_RATE", c.Rate}, {"TELEGRAM_CHAT_RATE", c.ChatRate}, {"TELEGRAM_GROUP_RATE", c.GroupRate}} {
		if r.v < 0 {
			faults.Add(r.name, "got %d, want 0 (no limit) or more", r.v)
		}
	}
	return faults.Err()
}

// botID returns the bot's user id, which is the part of a token before ":".
func (c Config) botID() string {
	id, _, _ := strings.Cut(c.Token.Reveal(), ":")
	return id
}
