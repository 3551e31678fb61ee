"""What the campaign has the page and the base do: the very code people use."""

SETUP = """
import django; django.setup()
from django.utils import timezone
from arpent.accounts.actions.members import create_person, found_organisation
from arpent.people.public import Role
from arpent.clients.public import create_company
now = timezone.now()
found_organisation(name="Essai", email="admin@firm.example", first_name="A", last_name="B", password=PASSWORD, at=now)
person = create_person(email=EMAIL, first_name="Olga", last_name="Testeur", role=Role.NEGOTIATOR, status="employee", team_id=None, password=PASSWORD, at=now)
for i in range(20):
    print(create_company(by=person, at=now, values={"name": f"Client {i}"}, site={"city": "Lyon", "postcode": "69003"}).pk)
"""
WRITE = """async (jobs) => {
  const m = document.querySelector('arpent-field').model, written = globalThis.soakWritten = [];
  const canvas = new OffscreenCanvas(8, 8);
  canvas.getContext('2d').fillRect(0, 0, 4, 8);
  const picture = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
  const sending = m.sender.send().catch(() => undefined);
  for (const job of jobs) {
    const known = await m.outbox.record(job.id), at = new Date().toISOString();
    const draft = { id: job.id, kind: 'visit', revision: known?.revision ?? 0, label: job.id, at, files: [],
      body: { company: job.company, started_at: at, ended_at: at, aim: 'soak', said: job.text, met: [], left: [], answers: {} } };
    await m.outbox.saveDraft(draft);
    if (job.file) {
      const sha256 = await m.outbox.storeFile(new Uint8Array([...picture, ...new TextEncoder().encode(job.text)]).buffer);
      draft.files.push({ id: crypto.randomUUID(), kind: 'photo', type: 'image/jpeg', sha256, caption: '', taken_at: at });
    }
    await m.outbox.finish(draft);
    written.push([job.id, job.text]);
  }
  await Promise.race([sending, new Promise((r) => setTimeout(r, 800))]);
}"""
STORED = """async () => {
  const m = document.querySelector('arpent-field').model, rows = [...await m.outbox.sent(), ...await m.outbox.submissions()];
  return rows.filter((p) => p.kind === 'visit').sort((a, b) => a.seq - b.seq).map((p) => [p.id, p.body.said]);
}"""
REPORT = (
    "async () => typeof (await document.querySelector('arpent-field').model.sender.report({ persisted: null })) ==="
    " 'object'"
)
SEND = """async () => {
  const m = document.querySelector('arpent-field').model;
  for (let i = 0; i < 20 && (await m.outbox.waiting()).count; i++) await m.sender.send();
  return (await m.outbox.waiting()).count;
}"""
PROBLEMS = (
    "async () => (await document.querySelector('arpent-field').model.outbox.submissions()).map((p) => [p.kind, p.tries,"
    " p.problem]).slice(0, 10)"
)
