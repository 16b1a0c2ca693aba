#!/bin/sh
# Sets up duban for many people on this server (Debian 12 or later). Run as root, once; running it again is harmless.
set -eu

if ! command -v sshd >/dev/null; then
    apt-get update && apt-get install -y openssh-server
fi
# sshd checks its configuration only where it could run.
mkdir -p /run/sshd

# The service user alone owns the data. Its password is '*': no login by password, yet not a locked account, which
# sshd would refuse. Forced commands run through its shell, so it needs one.
if ! id {user} >/dev/null 2>&1; then
    useradd --system --create-home --home-dir {home} --shell /bin/sh {user}
fi
usermod -p '*' {user}
install -d -m 0700 -o {user} -g {user} {home}

here=$(cd "$(dirname "$0")" && pwd)
install -m 0755 -o root -g root {program} {installed}
install -m 0644 "$here/sshd_duban.conf" /etc/ssh/sshd_config.d/duban.conf
install -m 0644 "$here/tmpfiles_duban.conf" /etc/tmpfiles.d/duban.conf
install -m 0644 "$here/duban-daily.service" "$here/duban-daily.timer" /etc/systemd/system/ 2>/dev/null || true
# For people with accounts of their own on this server (see sudoers_duban); remove both lines if there are none.
install -m 0755 "$here/duban-board" /usr/local/bin/duban-board
if [ -d /etc/sudoers.d ]; then
    install -m 0440 "$here/sudoers_duban" /etc/sudoers.d/duban
else
    echo "duban: no sudo here; people come by ssh with their keys only."
fi

# The first person added makes the service user the first admin.
su {user} -c "{installed} --db {db} list" >/dev/null
sshd -t
systemctl reload-or-restart ssh 2>/dev/null || service ssh restart >/dev/null 2>&1 || true
systemctl daemon-reload 2>/dev/null && systemctl enable --now duban-daily.timer 2>/dev/null ||
    echo "duban: no systemd here; run '{installed} --db {db} backup' and 'doctor' daily by another timer."
# One real login to this machine; says what is wrong where that does not work.
{installed} server-setup --check
echo "duban: ready. Next, for each person:"
echo "  su {user} -c '{installed} --db {db} user add wang 王芳 --unit 基教科 --role reporter'"
echo "  su {user} -c '{installed} --db {db} key add wang /path/readable/by/{user}/wang.pub'"
