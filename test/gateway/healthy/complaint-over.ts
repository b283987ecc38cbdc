/**
 * Somebody complains of what was over before they had written it down: the line was cut for some seconds while the
 * gateway restarted itself for a new setting. Their app is connected again.
 */
import { bootOf, nextBoot } from '../boots.ts';
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

export default defineHealthy({
  name: 'complaint-over',
  title: 'somebody complains of a cut line, which came of a planned restart and is over',
  complaint:
    '刚才聊天窗口断线了，显示 "gateway closed (1012): service restart"，大概十几秒以后自己又连上了。现在可以用，是不是服务器有问题？',
  async plant(lab) {
    const gateway = await lab.start();
    await pairedOperator(lab);
    const before = await bootOf(lab);
    lab.configure((config) => {
      config.gateway.controlUi = { basePath: '/claw' };
    });
    await nextBoot(lab, before);
    await gateway.ready();
    const { ok } = await (await pairedOperator(lab, 'came-back')).call('status');
    if (!ok) throw new Error('The app is not answered');
    return undefined;
  },
});
