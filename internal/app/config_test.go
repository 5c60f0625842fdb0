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
		"TELEGRAM_TOKN=1:x", "DESK_ANYTHING=1", "TELEGRAM_RATE=many", "TELEGRAM_MODE=hook", "DESK_SLA=15", "ZALO_APP_ID=5", "STRINGEE_KEY=x", "PATH=/bin",
		"OPENAI_API_KY=x", "PUBLICURL=https://a.vn", "HTTP_ADR=:1", "REDIS_ULR=x", "LOG_LEVEL=loud", "LOG_FORMAT=xml", "KB_DIR=/does/not/exist",
		"HTTP_ADDR=8080", "REDIS_URL=127.0.0.1:6379", "PUBLIC_URL=support.stringee.vn", "DESK_OIDC_CLIENT_ID=x", "TESSERACT_LANG=vie", "DESK_LOGIN_SECRET=mot-canary",
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"TELEGRAM_TOKN: no such setting; did you mean TELEGRAM_TOKEN?", "DESK_ANYTHING: no such setting", "TELEGRAM_RATE=many: write a whole number such as 30",
		"TELEGRAM_MODE: got \"hook\", want poll or webhook", "DESK_SLA=15: write 15m", "ZALO_APP_SECRET: needed", "STRINGEE_KEY: no such setting",
		"OPENAI_API_KY: no such setting; did you mean OPENAI_API_KEY?", "did you mean PUBLIC_URL?", "did you mean HTTP_ADDR?", "did you mean REDIS_URL?",
		"LOG_LEVEL=loud: write debug, info, warn or error", "LOG_FORMAT=xml: write text or json", "KB_DIR=/does/not/exist: not a directory",
		"HTTP_ADDR=8080: write 127.0.0.1:8080 or :8080", "REDIS_URL=127.0.0.1:6379: write redis://127.0.0.1:6379",
		"PUBLIC_URL=support.stringee.vn: write https://support.stringee.vn", "DESK_OIDC_ISSUER: missing", "did you mean TESSERACT_LANGS?",
		"DESK_LOGIN_SECRET: 10 characters are too few; want at least 20, such as openssl rand -hex 24 prints",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the faults lack %q:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "canary") {
		t.Errorf("the faults repeat a secret:\n%v", err)
	}
}

func telegramConfig(cfg app.Config) *telegram.Config {
	return app.PlatformConfig[*telegram.Config](cfg)
}

func TestWhereHTTPListens(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:8080": "", ":8080": "", "[::1]:80": "", "localhost:0": "",
		"8080": "write 127.0.0.1:8080 or :8080", "localhost": "write localhost:8080", "http://127.0.0.1:9000/": "write 127.0.0.1:9000",
		"http://bot": "write bot:8080", "127.0.0.1:http8": "write a port from 1 to 65535, such as 127.0.0.1:8080", ":99999": "such as :8080", "::1": "write a host and a port",
	} {
		_, err := app.LoadConfig([]string{"HTTP_ADDR=" + addr})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("HTTP_ADDR=%s: got %v, want %q", addr, err, want)
		}
	}
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
