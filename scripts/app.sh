# Sourced by ./run, ./test and ./bench: says what is missing and publishes the app when its sources changed.

missing() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 2
}

need_toolchain() {
    case "$(dotnet --list-sdks 2>/dev/null || true)" in
        *10.0.*) ;;
        *) missing "ไม่พบ .NET SDK 10 ติดตั้งจาก https://dot.net" "The .NET 10 SDK is missing; install it from https://dot.net" ;;
    esac
    node=$(node --version 2>/dev/null | sed 's/^v//; s/\..*//' || true)
    if [ "${node:-0}" -lt 20 ]; then
        missing "ไม่พบ Node.js 20 ขึ้นไป ติดตั้งจาก https://nodejs.org" "Node.js 20 or newer is missing; install it from https://nodejs.org"
    fi
}

platform() {
    case "$(uname -s)" in Darwin) system=osx ;; *) system=linux ;; esac
    case "$(uname -m)" in arm64 | aarch64) echo "$system-arm64" ;; *) echo "$system-x64" ;; esac
}

publish_app() {
    stamp=artifacts/app.stamp
    newer=$(find src package-lock.json Directory.Build.props Directory.Packages.props global.json -type f -newer "$stamp" \
        -not -path '*/obj/*' -not -path '*/bin/*' -not -path '*/wwwroot/lib/*' 2>/dev/null | head -n 1 || true)
    if [ ! -f "$stamp" ] || [ -n "$newer" ]; then
        echo "กำลังสร้างโปรแกรม ครั้งแรกใช้เวลาประมาณสองนาที · Building the app; the first time takes about two minutes" >&2
        mkdir -p artifacts
        touch "$stamp.new"
        rm -rf artifacts/app
        # Compiled ahead for this machine, so that it starts in half the time; without that compiler, as usual.
        ahead="-r $(platform) -p:RunAnalyzers=false --self-contained false -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/ahead.lock.json"
        dotnet publish src/Rapfang.Web -c Release -o artifacts/app --nologo -v quiet $ahead >artifacts/publish.log 2>&1 \
            || dotnet publish src/Rapfang.Web -c Release -o artifacts/app --nologo -v quiet >&2
        mv "$stamp.new" "$stamp"
    fi
    # Without it the first generation is as large as the processor's cache, and the app 13 MB larger (docs/performance.md).
    export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x400000}"
}
