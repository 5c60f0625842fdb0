package llm

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"time"

	"hotro/internal/secret"
)

// Config says which model to ask and how much. With neither key nor base
// address there is no model, and nothing else here matters.
type Config struct {
	Key     secret.String `env:"OPENAI_API_KEY"`
	BaseURL string        `env:"OPENAI_BASE_URL"` // empty: https://api.openai.com/v1
	Model   string        `env:"OPENAI_MODEL" envDefault:"gpt-4o-mini"`

	// Timeout bounds one choice, retries included. A user waits no longer.
	Timeout time.Duration `env:"OPENAI_TIMEOUT" envDefault:"4s"`
	// ExamTimeout bounds one answer in an exam, which nobody waits for: a model
	// on a small machine may take its time.
	ExamTimeout time.Duration `env:"OPENAI_EXAM_TIMEOUT" envDefault:"60s"`
	// DailyCalls and UserCalls bound the requests of a day (from its first) in
	// all and for one conversation, MinuteCalls those of a minute; DailyTokens
	// bounds what they may cost. 0 lifts a bound. Replicas share them.
	DailyCalls  int `env:"OPENAI_DAILY_CALLS" envDefault:"5000"`
	UserCalls   int `env:"OPENAI_USER_CALLS" envDefault:"40"`
	MinuteCalls int `env:"OPENAI_MINUTE_CALLS" envDefault:"120"`
	DailyTokens int `env:"OPENAI_DAILY_TOKENS" envDefault:"5000000"`

	// Effort is sent as reasoning_effort when set ("none", "minimal", "low"),
	// for models that think before they answer.
	Effort string `env:"OPENAI_REASONING_EFFORT"`

	// Vision lets the model read screenshots. Off by default: a screenshot
	// can't be redacted. VisionModel is Model when empty.
	Vision        bool          `env:"OPENAI_VISION" envDefault:"false"`
	VisionModel   string        `env:"OPENAI_VISION_MODEL"`
	VisionTimeout time.Duration `env:"OPENAI_VISION_TIMEOUT" envDefault:"12s"`

	// AudioModel transcribes voice notes when set ("whisper-1").
	AudioModel   string        `env:"OPENAI_AUDIO_MODEL"`
	AudioTimeout time.Duration `env:"OPENAI_AUDIO_TIMEOUT" envDefault:"20s"`
}

// Enabled reports whether there is a model to ask.
func (c Config) Enabled() bool { return c.Key.Set() || c.BaseURL != "" }

// Check returns every fault of the configuration, joined.
func (c Config) Check() error {
	if !c.Enabled() {
		return nil
	}
	var faults []error
	if u, err := url.Parse(c.BaseURL); c.BaseURL != "" && (err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https")) {
		faults = append(faults, errors.New("OPENAI_BASE_URL: want an address such as https://api.openai.com/v1"))
	}
	for _, d := range []struct {
		name string
		d    time.Duration
	}{{"OPENAI_TIMEOUT", c.Timeout}, {"OPENAI_EXAM_TIMEOUT", c.ExamTimeout}, {"OPENAI_VISION_TIMEOUT", c.VisionTimeout}, {"OPENAI_AUDIO_TIMEOUT", c.AudioTimeout}} {
		if d.d < 0 {
			faults = append(faults, fmt.Errorf("%s: got %s, want a positive duration such as 4s", d.name, d.d))
		}
	}
	for _, n := range []struct {
		name string
		n    int
	}{{"OPENAI_DAILY_CALLS", c.DailyCalls}, {"OPENAI_USER_CALLS", c.UserCalls}, {"OPENAI_MINUTE_CALLS", c.MinuteCalls}, {"OPENAI_DAILY_TOKENS", c.DailyTokens}} {
		if n.n < 0 {
			faults = append(faults, fmt.Errorf("%s: got %d, want 0 or more", n.name, n.n))
		}
	}
	return errors.Join(faults...)
}

// withDefaults fills what a Config made in code leaves out.
func (c Config) withDefaults() Config {
	c.Model = cmp.Or(c.Model, "gpt-4o-mini")
	c.VisionModel = cmp.Or(c.VisionModel, c.Model)
	c.Timeout = cmp.Or(c.Timeout, 4*time.Second)
	c.ExamTimeout = cmp.Or(c.ExamTimeout, time.Minute)
	c.VisionTimeout = cmp.Or(c.VisionTimeout, 12*time.Second)
	c.AudioTimeout = cmp.Or(c.AudioTimeout, 20*time.Second)
	return c
}
