// Prints "challenge ID SKILL" for every validated or retired challenge and variant
// of a content repository, and "skill ID" for its skills, read with npm's yaml.
//   node find.mjs FOLDER
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
const { parse } = createRequire(new URL('../npm/package.json', import.meta.url))('yaml');

const root = process.argv[2];
const live = (status) => status === 'validated' || status === 'retired';

function* files(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* files(path);
		else if (entry.name.endsWith('.yaml')) yield path;
	}
}

const skills = new Set();
const challenges = [];
for (const path of files(join(root, 'challenges'))) {
	const parts = path.slice(root.length + 1).split('/');
	if (parts.length !== 4) continue;
	const content = parse(readFileSync(path, 'utf8'), { version: '1.2', schema: 'core' });
	if (parts[3] === 'skills.yaml') {
		for (const skill of content.skills) if (live(skill.status)) skills.add(skill.id);
	} else if (live(content.status)) {
		challenges.push([content.id, content.skill]);
		for (const variant of content.variants ?? [])
			if (live(variant.status ?? content.status)) challenges.push([variant.id, content.skill]);
	}
}
for (const skill of skills) console.log(`skill ${skill}`);
for (const [id, skill] of challenges) if (skills.has(skill)) console.log(`challenge ${id} ${skill}`);
