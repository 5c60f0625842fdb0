package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/app"
	"hotro/internal/channels/telegram"
)

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := app.LoadConfig([]string{
		"TELEGRAM_TOKN=1:x", "DESK_ANYTHING=1", "TELEGRAM_RATE=many", "DESK_SLA=soon", "ZALO_APP_ID=5", "STRINGEE_KEY=x", "PATH=/bin",
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"TELEGRAM_TOKN: unknown setting; did you mean TELEGRAM_TOKEN?", "DESK_ANYTHING", "TELEGRAM_RATE: not a valid int", "DESK_SLA: not a valid", "STRINGEE_KEY"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the faults lack %q:\n%v", want, err)
		}
	}
}

func telegramConfig(cfg app.Config) *telegram.Config {
	return app.PlatformConfig[*telegram.Config](cfg)
}

func TestSecretsFromFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(name, []byte("123456:from-a-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := app.LoadConfig([]string{"TELEGRAM_TOKEN_FILE=" + name})
	if err != nil {
		t.Fatal(err)
	}
	if got := telegramConfig(cfg).Token.Reveal(); got != "123456:from-a-file" {
		t.Errorf("token from a file: got %q", got)
	}
	if _, err := app.LoadConfig([]string{"TELEGRAM_TOKEN=1:a", "TELEGRAM_TOKEN_FILE=" + name}); err == nil {
		t.Error("a name given twice is no error")
	}
	if _, err := app.LoadConfig([]string{"TELEGRAM_TOKEN_FILE=/does/not/exist"}); err == nil || !strings.Contains(err.Error(), "TELEGRAM_TOKEN_FILE") {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestDefaultsAreTheContract(t *testing.T) {
	cfg, err := app.LoadConfig(nil)
	if err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]string{
		"HTTP_ADDR": {cfg.HTTPAddr, "127.0.0.1:8080"}, "DATA_DIR": {cfg.DataDir, "./data"},
		"TELEGRAM_API_URL": {telegramConfig(cfg).APIURL, "https://api.telegram.org"}, "TELEGRAM_MODE": {telegramConfig(cfg).Mode, "poll"},
		"DESK_TIMEZONE": {cfg.Desk.Timezone, "Asia/Ho_Chi_Minh"}, "DESK_SLA": {cfg.Desk.SLA.String(), "15m0s"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", what, pair[0], pair[1])
		}
	}
}
